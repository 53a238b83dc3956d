import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, type Actor, type Reader, unlessBlank, type Verdict } from '#platform'
import { emailKey } from '../sign-in/email.ts'
import { endOf, give, personByEmail, personIn, startOf } from './appointments.ts'
import { mayOpenSoMuch, mayWriteAround, verbsAround } from './child-reach.ts'
import { dayOf, MaybeDay, momentAfter, yearAfter } from './days.ts'
import { type AreaRole, roleOf } from './giving.ts'
import { Area, areaIdFor } from './ground.ts'
import { invite } from './invite.ts'
import { Reason, RoleName } from './role-actions.ts'

const Input = Area.extend({
  child: z.uuid('Say which child'),
  /** Somebody with a part in the area, or the e-mail address of anybody; then with a name and what they are. */
  person: unlessBlank(z.string().max(200).optional()), email: unlessBlank(z.string().max(2000).optional()),
  name: unlessBlank(z.string().trim().max(200, 'Use 200 characters or fewer').optional()), roleTitle: unlessBlank(z.string().trim().max(200, 'Use 200 characters or fewer').optional()),
  role: RoleName, from: MaybeDay, until: MaybeDay, reason: Reason,
})

/** A role about one child: its case officer, a member of its panel, a partner invited for a time, its parent, the young person. */
export const giveChildRole = action({
  name: 'access.give-child-role',
  asksAgain: true,
  summary: 'Give somebody a role about one child, or invite them to it by e-mail, and say why',
  input: Input,
  aboutChildren: true,
  may: (actor, input, db) => mayGiveAround(actor, input, db),
  areaOf: areaIdFor,
  async run(act, { child: childId, person, email, name, roleTitle, role: asked, from, until, reason }) {
    const { actor, db, now, areaId, tell } = act
    const role = await roleOf(db, areaId, asked)
    const startsAt = startOf(from, now)
    const endsAt = endOf(until, startsAt)
    refuseTooLong(role, startsAt, endsAt)
    const who = person !== undefined ? await personIn(db, areaId, person) : await personByEmail(db, emailKey(email ?? ''))
    if (who?.slug === actor.slug) throw new Refusal('invalid', OWN, { person: OWN, email: OWN })
    tell({ childId, subject: `/children/${childId}`, changes: { role: [null, role.label] } })
    if (who) return { given: await give(db, { areaId, person: who.slug, role: role.role, childId, from: startsAt, until: endsAt, source: 'given', reason, givenBy: actor.slug, now }), invited: null }
    if (!name || !roleTitle) throw new Refusal('invalid', 'Nobody here has this address. To invite them, give their name and what they are', { ...(name ? {} : { name: 'Give their name' }), ...(roleTitle ? {} : { roleTitle: 'Say what they are, as “Health visitor”' }) })
    return { given: null, invited: await invite(act, { email: email!, name, roleTitle, role: role.role, placeId: null, childId, startsAt, endsAt, reason }) }
  },
})

const OWN = 'Nobody gives themselves a role. Ask a colleague'

/** Roles for somebody from outside last a year at most: then it is asked again whether they are needed. */
const FOR_A_TIME: ReadonlySet<string> = new Set(['invited-partner'])

function refuseTooLong(role: AreaRole, startsAt: Date, endsAt: Date | null) {
  if (!FOR_A_TIME.has(role.role)) return
  const sentence = `${role.label} is for a time: give a last day within a year`
  if (endsAt === null || endsAt > momentAfter(yearAfter(dayOf(startsAt)))) throw new Refusal('invalid', sentence, { until: sentence })
}

async function mayGiveAround(actor: Actor, { area, child, person, role: asked }: z.infer<typeof Input>, db: Reader): Promise<Verdict> {
  const areaId = await areaIdFor({ area }, db, actor)
  const may = await mayWriteAround(actor, db, { areaId, childId: child })
  if (may !== true) return may
  if (person === actor.slug) return OWN
  const role = await roleOf(db, areaId, asked)
  if (role.givenFor !== 'child') return `${role.label} is no role about a child: it is given at a place, on the page of the person`
  const own = await verbsAround(actor, db, { areaId, childId: child })
  if (!own.has(role.givenBy)) return role.givenBy === 'child:break-glass' ? 'Nobody gives this role to another' : `Your role does not let you give the role ${role.label}`
  return mayOpenSoMuch(actor, db, role, { areaId, childId: child })
}
