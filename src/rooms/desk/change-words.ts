import { showAmount } from '#design'
import type { BatchSource } from '#rooms/collection'
import { type Book, measureAddress } from '#rooms/measures'
import type { Directory } from '#rooms/places'
import { actionAddress, type ProgrammeChange, STATES } from '#rooms/programme'
import { publicAddress, type Release } from '#rooms/publishing'
import type { ResultChange, Written } from '#rooms/scorecards'
import type { Change } from './changes.ts'

/** What changes are put into words with. */
export interface ChangeGround {
  held: Book
  places: Directory
  nameOf: (slug: string) => string
  areaSlug: string
}

export function ofBatch({ batch, release, file, committedAt, undoneAt, undoneBy, givenBy }: BatchSource, { nameOf }: ChangeGround): Change {
  const [what, text, by] = undoneAt ? ['An import was taken back.', 'What was undone', undoneBy] : ['A new release was taken in.', 'What it brought', givenBy]
  return { kind: 'figures', at: (undoneAt ?? committedAt)!, by: nameOf(by ?? ''), what, said: release ?? file, link: { href: `/data/${batch}`, text, more: `batch ${batch}` } }
}

const WRITTEN: Record<Written['kind'], [what: string, anchor: string]> = {
  target: ['A target was set:', 'target'], story: ['A story was written.', 'story'], baseline: ['A baseline was frozen.', 'baseline'], scenario: ['A scenario was added.', 'scenario'], remark: ['A point was remarked on:', 'remark'],
  partner: ['A partner was named.', 'partner'], idea: ['What works was put down.', 'idea'], cause: ['A cause was named.', 'cause'], question: ['A question was put.', 'question'], answer: ['A question was answered.', 'question'],
}

export function ofWritten({ kind, at, by, measureId, groupId, placeId, period, value }: Written, ground: ChangeGround): Change {
  const [what, anchor] = WRITTEN[kind]
  const series = ground.held.chosen(measureId, groupId)
  const place = ground.places.byId(placeId)
  const target = value === null ? `by ${period}` : `${showAmount(value, { unit: series?.unit ?? '', decimals: series?.decimals ?? 1 })} by ${period}`
  return {
    kind: 'curves', at, by: ground.nameOf(by), what, said: kind === 'target' ? target : kind === 'remark' ? period : null,
    link: { href: `${measureAddress(measureId, place?.code ?? '', groupId)}#${anchor}`, text: [curveOf(ground, measureId, groupId), place?.name].filter(Boolean).join(', ') },
  }
}

const RESULTS: Record<ResultChange['kind'], Partial<Record<ResultChange['deed'], string>>> = {
  framework: { added: 'A set of results was taken up.' },
  result: { added: 'A result was added.', changed: 'A result was reworded.', ended: 'A result was retired.' },
  indicator: { added: 'An indicator was added.', role: 'An indicator plays another part:', ended: 'An indicator was taken out.' },
  service: { added: 'A service was added.', changed: 'A service was changed.', ended: 'A service has ended.' },
}

const ROLES: Record<string, string> = { headline: 'headline', secondary: 'secondary', 'data-development': 'data development agenda' }

export function ofResults({ kind, deed, at, by, id, slug, title, measureId, groupId, role, why }: ResultChange, ground: ChangeGround): Change {
  const href = kind === 'framework' ? '/results' : kind === 'service' ? `/services/${encodeURIComponent(slug!)}` : `/results/${id}`
  const text = title ?? (measureId === null ? 'An indicator' : curveOf(ground, measureId, groupId ?? 'all'))
  return { kind: 'results', at, by: ground.nameOf(by), what: RESULTS[kind][deed]!, said: [role === null ? null : (ROLES[role] ?? role), why].filter(Boolean).join('. ') || null, link: { href, text } }
}

const PROGRAMME: Record<ProgrammeChange['kind'], Partial<Record<ProgrammeChange['deed'], string>>> = {
  action: { added: 'An action was added.', changed: 'An action was changed.', state: 'An action moved:' },
  strategy: { added: 'A strategy was begun.', changed: 'A strategy was changed.', ended: 'A strategy was retired.' },
  promise: { added: 'A promise was added.', changed: 'A promise was changed.', ended: 'A promise was withdrawn.' },
}

export function ofProgramme({ kind, deed, at, by, actionId, number, title, strategySlug, why, state }: ProgrammeChange, { nameOf }: ChangeGround): Change {
  const strategy = `/strategies/${encodeURIComponent(strategySlug ?? '')}`
  const href = kind === 'action' ? actionAddress(actionId!) : kind === 'promise' ? `${strategy}/promises#promise-${number}` : strategy
  const moved = deed === 'state' && state !== null ? (STATES[state as keyof typeof STATES] ?? state).toLowerCase() : null
  return { kind: kind === 'action' ? 'actions' : kind === 'promise' ? 'promises' : 'strategies', at, by: nameOf(by), what: PROGRAMME[kind][deed]!, said: [moved, why].filter(Boolean).join('. ') || null, link: { href, text: title } }
}

/** A scorecard that was shown, and that it was withdrawn where it was. */
export function ofRelease({ publishedAt, publishedBy, withdrawnAt, withdrawnBy, withdrawnReason, framework }: Release, { nameOf, areaSlug }: ChangeGround): Change[] {
  const link = { href: publicAddress(areaSlug, 'scorecard'), text: 'What the public sees' }
  const shown: Change = { kind: 'public', at: publishedAt, by: nameOf(publishedBy), what: 'A scorecard was shown to the public.', said: framework, link }
  return withdrawnAt ? [shown, { kind: 'public', at: withdrawnAt, by: nameOf(withdrawnBy ?? ''), what: 'A scorecard was withdrawn from the public.', said: withdrawnReason, link }] : [shown]
}

function curveOf({ held }: ChangeGround, measureId: string, groupId: string) {
  const group = held.groups.get(groupId)
  return `${held.measure(measureId)?.label ?? measureId}${group && group.id !== 'all' ? `, ${group.label}` : ''}`
}
