import { type Fact, fact, STATEMENT } from '../returns/said.ts'
import { writtenDay } from '../returns/written-day.ts'
import { childrenNamed, textIn, type XmlNode } from '../returns/xml-records.ts'
import type { CinReading } from './cin-child.ts'
import { CIN } from './cin-codes.ts'
import { type Spell, statementsOf } from '../returns/spells.ts'

/** What bounds every spell of a child. */
export interface Life {
  born: string | null
  died: string | null
}

/** In need from referral to closure, by primary need. A referral that led to no further action marks nobody. */
export function inNeed(details: readonly XmlNode[], life: Life, reading: CinReading): Fact[] {
  const spells: Spell[] = []
  for (const node of details) {
    const spell = spellOf(node, ['CINreferralDate', 'CINclosureDate'], life, reading)
    checkClosure(node, reading)
    const need = codeOf(node, 'PrimaryNeedCode', CIN.needs, reading) ?? CIN.needNotStated
    if (isYes(textIn(node, 'ReferralNFA'))) reading.ledNowhere += 1
    else if (spell) spells.push({ ...spell, value: need })
  }
  if (spells.filter(({ ends }) => ends === null).length > 1) {
    reading.issues.query('two-open', { row: details[0]!.line, column: 'CINclosureDate' }, 'The child is in need twice at once: two referrals have no closure.', 'Close the earlier.')
  }
  return statementsOf('in-need', 'cin', spells)
}

/** On a protection plan, by the latest category of abuse. */
export function protectionPlans(details: readonly XmlNode[], life: Life, reading: CinReading): Fact[] {
  const plans = details.flatMap((node) => childrenNamed(node, 'ChildProtectionPlans')).filter(({ children }) => children.length)
  return statementsOf('protection-plan', 'cin', plans.flatMap((node) => {
    const spell = spellOf(node, ['CPPstartDate', 'CPPendDate'], life, reading)
    const column = textIn(node, 'LatestCategoryOfAbuse') === '' ? 'InitialCategoryOfAbuse' : 'LatestCategoryOfAbuse'
    return spell ? [{ ...spell, value: codeOf(node, column, CIN.categories, reading) ?? 'not-known' }] : []
  }))
}

/** A young carer from the assessment that found it until the case is closed. */
export function youngCarer(details: readonly XmlNode[], life: Life, reading: CinReading): Fact[] {
  const spells: Spell[] = []
  for (const node of details) {
    const closed = writtenDay(textIn(node, 'CINclosureDate'))
    for (const assessment of childrenNamed(node, 'Assessments')) {
      const spell = spellOf(assessment, ['AssessmentActualStartDate', 'AssessmentAuthorisationDate'], life, reading)
      const factors = childrenNamed(assessment, 'FactorsIdentifiedAtAssessment').flatMap((list) => childrenNamed(list, 'AssessmentFactors').map(({ text, line }) => ({ text, line })))
      for (const { text, line } of factors) if (!CIN.factors.includes(text)) reading.issues.query(
        'factor', { row: line, column: 'AssessmentFactors', value: text }, 'The factor is not in the code book of the census.', 'Correct it where the file was made.',
      )
      const found = factors.find(({ text }) => CIN.youngCarer.includes(text))
      if (spell && found) spells.push({ value: found.text, starts: spell.starts, ends: closed !== null && closed >= spell.starts ? closed : null })
    }
  }
  return statementsOf('young-carer-assessed', 'cin', spells)
}

/** Disabilities as on the day of the census; that there is none is said too. */
export function disabilities(node: XmlNode, { issues, asAt }: CinReading): Fact[] {
  const given = childrenNamed(node, 'ChildCharacteristics').flatMap((one) => childrenNamed(one, 'Disabilities')).flatMap((list) => childrenNamed(list, 'Disability'))
  const values = new Set<string>()
  for (const { text, line } of given) {
    if (CIN.disabilities.includes(text)) values.add(text)
    else if (text !== CIN.noDisability) issues.error(
      'disability', { row: line, column: 'Disability', value: text }, 'The disability is not in the code book of the census. It was left out.',
      'Correct it where the file was made.',
    )
  }
  const saysNone = given.some(({ text }) => text === CIN.noDisability)
  if (saysNone && values.size) issues.query(
    'disability-and-none', { row: given[0]!.line, column: 'Disability' }, 'The child has a disability and none. The disability was taken in.', 'Take one of them away.',
  )
  if (saysNone && !values.size) values.add('')
  return [...values].map((value) => fact(STATEMENT, { topic: 'disability', value, starts: asAt, ends: null, list: 'cin' }))
}

/** The two days of a spell; null, with a finding, where they cannot be. */
function spellOf(node: XmlNode, [start, end]: [start: string, end: string], { born, died }: Life, { issues, asAt }: CinReading): Omit<Spell, 'value'> | null {
  const [starts, ends] = [writtenDay(textIn(node, start)), writtenDay(textIn(node, end))]
  const at = (column: string) => ({ row: node.line, column, value: textIn(node, column) || null })
  if (starts === null) {
    issues.error('start', at(start), `${start} is no date, so the spell cannot be placed. It was left out.`, 'Correct it where the file was made.')
    return null
  }
  if (ends === null && textIn(node, end) !== '') {
    issues.error('end', at(end), `${end} is no date, so nobody can tell whether the spell is over. It was left out.`, 'Correct it where the file was made.')
    return null
  }
  if (ends !== null && ends < starts) {
    issues.error('end-before-start', at(end), `${end} is before ${start}. The spell was left out.`, 'Correct the day that is wrong.')
    return null
  }
  if (born !== null && starts < born) issues.query('before-birth', at(start), `${start} is before the child was born.`, 'See whether the child was referred before birth; else correct the day.')
  if (starts > asAt) issues.query('after-census', at(start), `${start} is after the day of the census.`, 'See whether the day is right.')
  const last = died !== null && (ends === null || ends > died) && died >= starts ? died : ends
  return { starts, ends: last }
}

function checkClosure(node: XmlNode, { issues }: CinReading) {
  const [day, reason] = [textIn(node, 'CINclosureDate'), textIn(node, 'ReasonForClosure')]
  const at = { row: node.line, column: 'ReasonForClosure', value: reason || null }
  if ((day === '') !== (reason === '')) issues.query('closure', at, day === '' ? 'There is a reason for closure and no day.' : 'There is a day of closure and no reason.', 'Give both or neither.')
  else if (reason !== '' && !CIN.closures.includes(reason)) issues.query('closure', at, 'The reason for closure is not in the code book of the census.', 'Correct it where the file was made.')
}

function codeOf(node: XmlNode, column: string, book: readonly string[], { issues }: CinReading): string | null {
  const code = textIn(node, column)
  if (book.includes(code)) return code
  issues.error(
    'code', { row: node.line, column, value: code || null }, code === '' ? `${column} is not given.` : `${column} is not in the code book of the census. It was left out.`,
    'Correct it where the file was made.',
  )
  return null
}

const isYes = (text: string) => /^(1|true|yes)$/i.test(text)
