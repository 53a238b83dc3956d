import type { Action, Doors } from '#platform'
import { acceptCalendar, coverage, expectReturn, returnsDue, stopExpecting } from './expected-actions.ts'
import { remindOf } from './reminders.ts'
import { answerContest, contestFigure, nilReturn, noteReturn, signReturn, takeWordBack } from './word-actions.ts'

export const calendarDoors: Doors = {
  actions: [acceptCalendar, expectReturn, stopExpecting, remindOf, nilReturn, signReturn, contestFigure, noteReturn, answerContest, takeWordBack] as Action[],
  queries: [returnsDue, coverage],
}
