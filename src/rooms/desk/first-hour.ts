import type { Reader, Viewer } from '#platform'
import { holdsAnywhere, personNames, type Verb, verbsAt } from '#rooms/access'
import { hasFiguresOfOwn } from '#rooms/collection'
import { measureAddress } from '#rooms/measures'
import { lookOf } from '#rooms/places'
import { strategiesOf } from '#rooms/programme'
import { releasesOf } from '#rooms/publishing'
import { baselinesOf, resultsOf } from '#rooms/scorecards'

/** A step of an area's first hour. */
export interface FirstStep {
  id: 'figures' | 'results' | 'strategy' | 'baseline' | 'looks' | 'second' | 'publish'
  title: string
  hint: string
  href: string
  isDone: boolean
  /** Why this person cannot do it now; null where they can. */
  whyNot: string | null
}

export interface FirstHour {
  steps: FirstStep[]
  done: number
  /** Nobody has chosen what is wanted here, or brought a strategy, yet: the list is what home should begin with. */
  isNew: boolean
}

/** What an area that has just been made does next, and how far it is; each step knows by what is held whether it is done. */
export async function readFirstHour(db: Reader, viewer: Viewer): Promise<FirstHour> {
  const look = (await lookOf(db, viewer.areaSlug))!
  const { areaId, placeId } = look
  const actor = { slug: viewer.slug, name: viewer.name, areaId, operator: false }
  const [figures, { results, framework }, strategies, baselines, releases, verbs, mayImport, names] = await Promise.all([
    hasFiguresOfOwn(db), resultsOf(db, areaId), strategiesOf(db, areaId, new Date().toISOString().slice(0, 10), []), baselinesOf(db, areaId, [placeId]), releasesOf(db, areaId),
    verbsAt(actor, { areaId, placeId }, db), holdsAnywhere(actor, 'published:import', db), personNames(db),
  ])
  const headline = results.flatMap(({ indicators }) => indicators).find(({ role, measureId }) => role === 'headline' && measureId !== null)
  const holds = { figures, framework: framework !== null, strategy: strategies.length > 0, baseline: baselines.length > 0, looks: look.version > 1 || look.logo !== null, second: [...names.keys()].some((slug) => slug !== 'operator' && slug !== viewer.slug), release: releases.some(({ withdrawnAt }) => withdrawnAt === null) }
  const steps = stepsOf({
    holds, may: (verb) => (verb === 'published:import' ? mayImport === true : verbs.has(verb)), place: viewer.placeName,
    curve: headline ? `${measureAddress(headline.measureId!, viewer.placeCode, headline.groupId ?? 'all')}#baseline` : null,
  })
  return { steps, done: steps.filter(({ isDone }) => isDone).length, isNew: !holds.framework || !holds.strategy }
}

interface Known {
  holds: { figures: boolean; framework: boolean; strategy: boolean; baseline: boolean; looks: boolean; second: boolean; release: boolean }
  may: (verb: Verb) => boolean
  place: string
  /** A headline indicator's page, where a baseline is frozen; null while there is none. */
  curve: string | null
}

function stepsOf({ holds, may, place, curve }: Known): FirstStep[] {
  const unless = (verb: Verb, waits: string | null = null) => waits ?? (may(verb) ? null : 'Your role does not let you do this')
  return [
    { id: 'results', title: 'Say what you want for children here', hint: 'Adopt a framework of results with its indicators, or write your own. The scorecard then fills itself from published figures', href: '/results', isDone: holds.framework, whyNot: unless('scorecard:write') },
    { id: 'strategy', title: 'Bring your strategy', hint: 'Its aims, priorities, actions and what it asks to be judged by', href: '/strategies/new', isDone: holds.strategy, whyNot: unless('strategy:write') },
    { id: 'figures', title: 'Take in the newest figures', hint: `Published figures of ${place} are here already; a newer release replaces them, checked before anything is changed`, href: '/data', isDone: holds.figures, whyNot: unless('published:import') },
    { id: 'baseline', title: 'Freeze a baseline', hint: 'Where a curve would go if nothing changed: only against it can anybody say later that it turned', href: curve ?? '/results', isDone: holds.baseline, whyNot: unless('target:set', curve ? null : 'Give a result a headline indicator first') },
    { id: 'looks', title: 'Choose your name, colour and mark', hint: 'They stand at the head of every page and paper', href: '/area/looks', isDone: holds.looks, whyNot: unless('area:brand') },
    { id: 'second', title: 'Invite a second person', hint: 'What one writes another should read', href: '/people/invite', isDone: holds.second, whyNot: unless('people:manage') },
    { id: 'publish', title: 'Show your scorecard to the public', hint: 'You see it first as they would; what gets worse needs its story', href: '/publish', isDone: holds.release, whyNot: unless('scorecard:publish', holds.framework ? null : 'Choose your results first') },
  ]
}
