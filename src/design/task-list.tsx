import type { ComponentChildren } from 'preact'

type Text = ComponentChildren

export interface Task {
  title: Text
  /** Without an address the task cannot be begun yet. */
  href?: string
  hint?: Text
  /** "Completed" as plain words; anything else as a `Tag`. */
  status: Text
  isBlocked?: boolean
}

/** Several tasks in any order, over more than one sitting. Not for showing answers: that is a `SummaryList`. */
export function TaskList({ items, idPrefix = 'task-list' }: { items: Task[]; idPrefix?: string }) {
  return <ul class="govuk-task-list">{items.map((task, at) => taskItem(task, `${idPrefix}-${at + 1}`))}</ul>
}

function taskItem({ title, href, hint, status, isBlocked }: Task, id: string) {
  return (
    <li class={href ? 'govuk-task-list__item govuk-task-list__item--with-link' : 'govuk-task-list__item'}>
      <div class="govuk-task-list__name-and-hint">
        {href
          ? <a class="govuk-link govuk-task-list__link" href={href} aria-describedby={hint ? `${id}-hint ${id}-status` : `${id}-status`}>{title}</a>
          : <div>{title}</div>}
        {hint ? <div id={`${id}-hint`} class="govuk-task-list__hint">{hint}</div> : null}
      </div>
      <div class={isBlocked ? 'govuk-task-list__status govuk-task-list__status--cannot-start-yet' : 'govuk-task-list__status'} id={`${id}-status`}>{status}</div>
    </li>
  )
}
