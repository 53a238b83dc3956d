import * as z from 'zod'
import { dayInWords, Refusal } from '#kernel'
import { action, newId, unlessBlank, writtenText } from '#platform'
import { holds } from '#rooms/access'
import { Change, changeStrategy, keepVersion, lockStrategy, overStrategy } from './strategy-change.ts'
import { findStrategy, homeOf, type Strategy, strategyOf } from './strategy.ts'

const day = unlessBlank(z.iso.date('Give a day, like 2027-03-31').optional())

/** What stands at the head of a strategy. */
const HEADING = {
  title: writtenText('Say what the strategy is called', 300),
  vision: z.string().trim().max(20_000, 'Use 20,000 characters or fewer').default(''),
  starts: day,
  ends: day,
  source: z.string().trim().max(2000, 'Use 2,000 characters or fewer').default(''),
  agreedBy: unlessBlank(z.string().trim().max(300, 'Use 300 characters or fewer').optional()),
  agreedOn: day,
}

export const makeStrategy = action({
  name: 'programme.make-strategy',
  summary: 'Begin a strategy of your area: its name, what it wants, its life and who agreed it',
  input: z.object({ ...HEADING, slug: unlessBlank(z.string().trim().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Use small letters, digits and hyphens, like inclusion-2027').max(80, 'Use 80 characters or fewer').optional()) }),
  may: async (actor, _, db) => holds(actor, 'strategy:write', { areaId: actor.areaId, placeId: await homeOf(db, actor.areaId) }, db),
  async run({ actor, db, now, areaId }, { slug: asked, ...heading }) {
    refuseBackwards(heading)
    const slug = asked ?? slugOf(heading.title)
    if (slug === '' || RESERVED.has(slug)) throw new Refusal('invalid', 'Give it an address of small letters and digits, like inclusion-2027', { slug: 'Use small letters, digits and hyphens, like inclusion-2027' })
    const held = await strategyOf(db, areaId, slug)
    if (held) throw new Refusal('invalid', `There is a strategy at this address already: ${held.title}`, { slug: `${held.title} has this address. Choose another` })
    await db.insertInto('programme.strategy').values({ area_id: areaId, strategy_id: newId(), slug, ...columnsOf(heading), made_by: actor.slug, made_at: now, changed_by: actor.slug, changed_at: now })
      .onConflict((c) => c.doNothing()).returning('slug')
      .executeTakeFirstOrThrow(() => new Refusal('conflict', 'Somebody began a strategy at this address in the same moment. Open the list to see it, or choose another address', { slug: 'This address was taken in the same moment. Choose another' }))
    return { strategy: slug, version: 1 }
  },
})

export const editHeading = action({
  name: 'programme.edit-strategy',
  summary: 'Change what stands at the head of a strategy: name, vision, life, source, who agreed it; how it stood is kept',
  input: Change.extend(HEADING),
  ...overStrategy,
  async run(act, { strategy, version, why, ...heading }) {
    refuseBackwards(heading)
    return changeStrategy(act, { strategy, version, why }, headingOf, async ({ id }) => {
      await act.db.updateTable('programme.strategy').set(columnsOf(heading)).where('area_id', '=', act.areaId).where('strategy_id', '=', id).execute()
    })
  },
})

export const retireStrategy = action({
  name: 'programme.retire-strategy',
  summary: 'Retire a strategy, with the reason; it stays to be read, and its actions are no longer due',
  input: z.object({ strategy: Change.shape.strategy, reason: writtenText('Say why it is retired', 2000) }),
  ...overStrategy,
  touches: [{ table: 'programme.strategy', where: { slug: 'strategy' } }],
  async run(act, { strategy, reason }) {
    const stood = await lockStrategy(act, strategy)
    if (stood.retiredOn !== null) throw new Refusal('conflict', `${stood.title} is retired already`)
    const kept = await keepVersion(act, stood, `Retired: ${reason}`)
    await act.db.updateTable('programme.strategy').set({ retired_on: act.now.toISOString().slice(0, 10), retired_by: act.actor.slug, retired_reason: reason }).where('area_id', '=', act.areaId).where('strategy_id', '=', stood.id).execute()
    return kept
  },
})

export const restoreStrategy = action({
  name: 'programme.restore-strategy',
  summary: 'Bring a retired strategy back, with the reason: a new version of it stands',
  input: z.object({ strategy: Change.shape.strategy, reason: writtenText('Say why it is brought back', 2000) }),
  ...overStrategy,
  touches: [{ table: 'programme.strategy', where: { slug: 'strategy' } }],
  async run(act, { strategy, reason }) {
    const stood = await lockStrategy(act, strategy)
    if (stood.retiredOn === null) throw new Refusal('conflict', `${stood.title} is not retired`)
    const kept = await keepVersion(act, stood, `Brought back: ${reason}`)
    await act.db.updateTable('programme.strategy').set({ retired_on: null, retired_by: null, retired_reason: null }).where('area_id', '=', act.areaId).where('strategy_id', '=', stood.id).execute()
    return kept
  },
})

export const showStrategy = action({
  name: 'programme.show-strategy',
  summary: 'Say from which day the public may read a strategy; without a day it is taken back',
  input: z.object({ strategy: Change.shape.strategy, from: day }),
  may: async (actor, { strategy }, db) => holds(actor, 'scorecard:publish', await findStrategy(actor, strategy, db), db),
  areaOf: overStrategy.areaOf,
  touches: [{ table: 'programme.strategy', where: { slug: 'strategy' } }],
  async run(act, { strategy, from = null }) {
    const stood = await lockStrategy(act, strategy)
    if (stood.publicFrom === from) return { strategy, version: stood.version }
    const kept = await keepVersion(act, stood, from === null ? 'Taken back from the public' : `Shown to the public from ${dayInWords(from)}`)
    await act.db.updateTable('programme.strategy').set({ public_from: from }).where('area_id', '=', act.areaId).where('strategy_id', '=', stood.id).execute()
    return kept
  },
})

export const headingOf = ({ title, vision, starts, ends, source, agreedBy, agreedOn }: Strategy) => ({ title, vision, starts, ends, source, agreedBy, agreedOn })

/** Words that stand where a strategy's own address would. */
const RESERVED = new Set(['new'])

/** An address made of a name: its letters without accents, parted by hyphens. */
function slugOf(title: string) {
  const plain = title.normalize('NFKD').replace(/[\p{M}’']/gu, '').toLowerCase()
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 80).replace(/-+$/, '')
}

type Heading = z.output<z.ZodObject<typeof HEADING>>

function refuseBackwards({ starts, ends }: Heading) {
  if (starts !== undefined && ends !== undefined && ends < starts) throw new Refusal('invalid', 'It ends before it starts', { ends: 'This is before the day it starts. Change one of the two' })
}

function columnsOf({ title, vision, starts, ends, source, agreedBy, agreedOn }: Heading) {
  return { title, vision, starts: starts ?? null, ends: ends ?? null, source, agreed_by: agreedBy ?? null, agreed_on: agreedOn ?? null }
}
