import { MISSING_IN_WORDS } from '#kernel'
import type { Sheet } from '#platform'
import { PROMISE_WORDS } from '#design'
import { promisesAddress } from './promise-address.ts'
import type { PromisesView } from './promise-view.ts'

type Line = (string | number | null)[]

/** The verdicts as a file: a line for each figure a test rests on, with its batch and row; one line where a promise has no test. */
export function promisesSheet({ strategy, promises, sources }: Pick<PromisesView, 'strategy' | 'promises' | 'sources'>): Sheet {
  return {
    file: `promises-${strategy.slug}`, title: `Was it kept? ${strategy.title}`,
    head: ['Number', 'Promise', 'Verdict', 'Why', 'To know', 'Note', 'Test', 'Measure', 'Group', 'Verdict of the test', 'Step', 'Verdict of the step', 'Place', 'Code', 'Period', 'Value', 'Batch', 'Row'],
    lines: promises.flatMap(({ number, body, verdict, why, toKnow, note, tests }): Line[] => {
      const own: Line = [number, body, PROMISE_WORDS[verdict], why, toKnow, note]
      const lines = tests.flatMap((test): Line[] => {
        const of: Line = [...own, test.rule, test.measure.label, test.group.label, PROMISE_WORDS[test.verdict]]
        const figures = test.steps.flatMap((step) => step.used.map((one): Line => [...of, step.period, PROMISE_WORDS[step.verdict], one.place, one.code, one.period, one.value ?? one.missing, one.batch, one.row]))
        return figures.length ? figures : [[...of, ...Array<null>(8).fill(null)]]
      })
      return lines.length ? lines : [[...own, ...Array<null>(12).fill(null)]]
    }),
    key: [
      ['Strategy', strategy.title], ['Written down from', strategy.source], ...sources.map(({ batch, publisher, release, file }): Line => ['Source', [publisher, release, file, `batch ${batch}`].filter(Boolean).join(', ')]),
      ['Licence', 'Open Government Licence v3.0'], ['Address', promisesAddress(strategy.slug)], ...Object.entries(MISSING_IN_WORDS).map(([symbol, words]): Line => ['Symbol', `${symbol}: ${words}`]),
    ],
  }
}
