import { TaskList } from '#design'
import type { FirstHour as Known } from './first-hour.ts'

/** The first hour of an area as a list of things to do: what is done, what can be done now, and what waits for what. */
export function FirstHour({ firstHour: { steps, done } }: { firstHour: Known }) {
  return (
    <>
      <p>{done === 0 ? 'Nothing here has to be done in this order, and each takes minutes.' : `${done} of ${steps.length} done. Nothing here has to be done in this order.`}</p>
      <TaskList idPrefix="first-hour" items={steps.map(({ title, hint, href, isDone, whyNot }) => {
        if (whyNot && !isDone) return { title, hint: `${hint}. ${whyNot}.`, status: 'Not yet', isBlocked: true }
        return { title, hint: `${hint}.`, href, status: isDone ? 'Done' : 'To do' }
      })} />
    </>
  )
}
