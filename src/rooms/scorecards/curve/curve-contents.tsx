import type { Curve } from './curve.ts'
import { showAmount } from '#design'

/** What the page holds, part by part, and what it lacks. */
export function Contents({ curve }: { curve: Curve }) {
  const { written: { story, causes, partners, ideas, targets, baselines, scenarios, remarks }, actions, series } = curve
  const count = (many: unknown[], one: string, more: string) => (many.length ? `${many.length} ${many.length === 1 ? one : more}` : null)
  const nearest = targets[0]
  const parts: [string, string, string | null][] = [
    ['beside', 'Beside others', ''],
    ['story', 'The story', story ? (count(causes, 'cause', 'causes') ?? 'written') : count(causes, 'cause', 'causes')],
    ['partner', 'Partners', count(partners, 'named', 'named')],
    ['idea', 'What works', count(ideas, 'idea', 'ideas')],
    ['action', 'Actions', actions.length ? String(actions.length) : null],
    ['target', 'Target', nearest ? `${showAmount(nearest.value, series)} by ${nearest.period}` : null],
    ['baseline', 'Baseline', baselines.length ? (count(scenarios, 'scenario', 'scenarios') ?? 'frozen') : null],
    ['remark', 'Remarks', remarks.length ? String(remarks.length) : null],
    ['why', 'Why this number', ''],
  ]
  return (
    <nav class="on-page" aria-label="On this page">
      <ul>
        {parts.map(([id, name, has]) => <li><a href={`#${id}`}>{name}</a>{has === '' ? null : <span class="small quiet">{has ?? 'none yet'}</span>}</li>)}
      </ul>
    </nav>
  )
}
