import { Refusal } from '#kernel'
import type { Actor, Reader, Viewer } from '#platform'
import { personNames, verbsAt } from '#rooms/access'
import { type BatchSource, batchSources } from '#rooms/collection'
import { findStrategy, type Strategy, strategyOf } from '../strategy.ts'
import { allJudged, countVerdicts, type JudgedPromise } from './judged.ts'
import type { HeldPromise } from './promises.ts'

/** Everything the page of a strategy's promises shows. */
export interface PromisesView {
  strategy: Strategy
  promises: JudgedPromise[]
  withdrawn: HeldPromise[]
  counts: ReturnType<typeof countVerdicts>
  /** The files the figures were read from. */
  sources: BatchSource[]
  names: Map<string, string>
  may: { write: boolean }
}

/** Reads the promises of a strategy for somebody with a part in its area; refuses others as if there were none. */
export async function readPromises(db: Reader, actor: Actor, slug: string, viewer?: Pick<Viewer, 'publishedVersion'>): Promise<PromisesView> {
  const site = await findStrategy(actor, slug, db)
  const verbs = await verbsAt(actor, site, db)
  if (!verbs.has('published:read')) throw new Refusal('missing', 'There is no such strategy')
  const [strategy, { standing, withdrawn }, sources, names] = await Promise.all([strategyOf(db, site.areaId, slug), allJudged(db, site), batchSources(db, viewer?.publishedVersion), personNames(db)])
  const used = new Set(standing.flatMap(({ tests, curves }) => [...curves.flatMap(({ batches }) => batches), ...tests.flatMap(({ steps }) => steps.flatMap((step) => step.used.flatMap(({ batch }) => batch ?? [])))]))
  return {
    strategy: strategy!, promises: standing, withdrawn, counts: countVerdicts(standing), sources: [...used].flatMap((batch) => sources.get(batch) ?? []), names,
    may: { write: verbs.has('strategy:write') && strategy!.retiredOn === null },
  }
}
