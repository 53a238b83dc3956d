import type { GroupedRule } from '../returns/grouped.ts'

const AGAIN = 'Correct it where the file was made, and give the file again.'
export const NO_DAY: GroupedRule = {
  rule: 'date', severity: 'error', column: 'date',
  message: (value, more) => `"${value}" is no day${more}. Its marks were left out.`,
  fix: 'Write days as 2025-01-13 or 13/01/2025.',
}
export const WEEKEND: GroupedRule = {
  rule: 'weekend', severity: 'error', column: 'date',
  message: (value, more) => `${value} is a Saturday or Sunday, on which registers have no session${more}. Its marks were left out.`,
  fix: AGAIN,
}
export const NOT_MONDAY: GroupedRule = {
  rule: 'not-monday', severity: 'query', column: 'week_beginning',
  message: (value, more) => `${value} is no Monday${more}. The marks were taken to be of the week it is in, Monday first.`,
  fix: 'See whether the marks stand on the right days.',
}
export const NO_SESSION: GroupedRule = {
  rule: 'session', severity: 'error', column: 'session',
  message: (value, more) => `"${value}" is neither AM nor PM${more}. The mark was left out.`,
  fix: 'Write AM or PM.',
}
export const NO_CODE: GroupedRule = {
  rule: 'code', severity: 'error', column: 'code',
  message: (value, more) => `"${value}" is no register code; capital and small letters are not the same${more}. The mark was left out.`,
  fix: AGAIN,
}
export const NO_YEAR: GroupedRule = {
  rule: 'year', severity: 'error', column: 'year',
  message: (value, more) => `"${value}" is no school year${more}. Its marks were left out.`,
  fix: 'Write school years as 2024/25, or give the Monday the marks start with in a column starts.',
}
export const TOO_MANY: GroupedRule = {
  rule: 'too-many-marks', severity: 'error', column: 'marks',
  message: (value, more) => `The row has ${value} marks, more than there are sessions${more}. Those past the end were left out.`,
  fix: 'See that the marks begin on the Monday the row names, ten a week.',
}
export const TWICE: GroupedRule = {
  rule: 'mark-twice', severity: 'error', column: 'code',
  message: (value, more) => `A session of ${value} has two different marks for one child${more}. The first was kept.`,
  fix: 'Find out which is right, and give the file again with that one alone.',
}
export const WITHDRAWN: GroupedRule = {
  rule: 'withdrawn-code', severity: 'error', column: 'code',
  message: (value, more) => `${value} was withdrawn on 19 August 2024 and stands on a later day${more}. The mark was left out.`,
  fix: 'Use a code of the new book: J1 for an interview, Y1 to Y7 for being unable to attend, C for leave.',
}
export const TOO_EARLY: GroupedRule = {
  rule: 'code-before-its-time', severity: 'error', column: 'code',
  message: (value, more) => `${value} is of the codes of 19 August 2024 and stands on an earlier day${more}. The mark was left out.`,
  fix: AGAIN,
}
