import { componentOf, resultOf, stageOf, subjectOf } from '../attainment/stages.ts'
import { ATTAINMENT, type Attainment, fact, type Fact } from '../returns/said.ts'
import { childrenNamed, textIn, within, type XmlNode } from '../returns/xml-records.ts'
import type { CtfReading } from './pupil.ts'

/**
 * Results by stage. A transfer file says subject and component in its own way: English, of it writing, by teacher assessment. What our books of
 * results know becomes theirs (writing, teacher assessment); what they do not is held in the words of the file.
 */
export function resultsOf(node: XmlNode, reading: CtfReading): Fact[] {
  const held = new Map<string, Attainment>()
  const stages = [within(node, 'StageAssessments')].flatMap((list) => (list ? childrenNamed(list, 'KeyStage') : []))
  for (const stage of stages) {
    for (const assessment of childrenNamed(stage, 'StageAssessment')) {
      const one = resultOfAssessment(textIn(stage, 'Stage'), assessment, reading)
      if (!one) continue
      const key = `${one.stage} ${one.subject} ${one.component}`
      const before = held.get(key)
      if (before && before.result !== one.result) reading.issues.query(
        'result-twice', at(assessment, 'Result'), 'The same subject has two results. The later in the file was taken.', 'See which is right.',
      )
      held.set(key, one)
    }
  }
  return [...held.values()].map((one) => fact(ATTAINMENT, one))
}

function resultOfAssessment(stageWord: string, node: XmlNode, { issues, asAt, reportedBy, placeOf, source }: CtfReading): Attainment | null {
  const [year, result] = [Number(textIn(node, 'Year')), textIn(node, 'Result')]
  if (!Number.isInteger(year) || year < 1990 || year > Number(asAt.slice(0, 4))) {
    issues.error('result-year', at(node, 'Year'), 'The year of the result is missing or has not come yet. The result was left out.', 'Correct it where the file was made.')
    return null
  }
  if (stageWord === '' || result === '') {
    issues.error('result', at(node, 'Result'), 'The result says no stage, or nothing. It was left out.', 'Correct it where the file was made.')
    return null
  }
  const placeId = placeOf(source) ?? (reportedBy < 0 ? reportedBy : null)
  return { placeId, year, ...inOurWords(stageWord, node, result, issues) }
}

type Words = Pick<Attainment, 'stage' | 'subject' | 'component' | 'result'>

function inOurWords(stageWord: string, node: XmlNode, result: string, issues: CtfReading['issues']): Words {
  const [subjectWord, method, part] = [textIn(node, 'Subject'), textIn(node, 'Method'), textIn(node, 'Component')]
  const stage = stageOf(stageWord)
  const subject = stage && (known(stage, part) ?? known(stage, subjectWord))
  const component = stage && subject ? componentOf(stage, subject, METHODS[method] ?? method) : undefined
  const value = stage && component ? resultOf(stage, component, result) : undefined
  if (stage && subject && component && value !== undefined) return { stage, subject, component, result: value }
  issues.query(
    'result-unknown', at(node, 'Result'),
    `The result (${stageWord} ${subjectWord} ${part} ${method}) is not in our books of results. It is held in these words, and in no measure.`, 'Nothing to do.',
  )
  return { stage: stageWord, subject: `${subjectWord} ${part}`.trim(), component: method, result }
}

/** A test's outcome is its scaled score where the stage has one. */
const METHODS: Record<string, string> = { TT: '', NT: '', SS: '' }

const known = (stage: string, word: string) => (word === '' ? undefined : subjectOf(stage, word))
const at = (node: XmlNode, column: string) => ({ row: node.line, column, value: textIn(node, column) || null })
