import type { Block, Paper } from '#platform'
import type { Processing } from './processing.ts'

/** A risk with what Belong does about it. Likelihood and severity are for the area to judge. */
export const RISKS: readonly { risk: string; measure: string }[] = [
  { risk: 'Somebody sees a child they have no reason to see', measure: 'What is out of reach is missing, in the code and again in the database; each look is recorded and the data protection officer reads it' },
  { risk: 'A refuge or other protected address becomes known', measure: 'A class of its own with its own verb; never on a map, in an address line, a log or an e-mail' },
  { risk: 'An adopted child is linked to who they were', measure: 'Kept apart, opened by one verb; no list and no search links the two' },
  { risk: 'Somebody signs in as another', measure: 'Argon2 passwords, authenticator or passkey, limits on tries, sessions that end when idle, proving once more before sensitive acts' },
  { risk: 'People keep access after they have left or changed their job', measure: 'Every role has dates and a source; the last day ends all; lists of who holds what' },
  { risk: 'What somebody did is denied or altered', measure: 'An audit that is only added to, sealed into a chain; an altered byte breaks it' },
  { risk: 'Small numbers give a child away when figures are published', measure: 'Only published figures are shown to the public; disclosure control before anything else is' },
  { risk: 'Data is kept longer than needed', measure: 'A schedule by kind of record, a dry run, holds, erasure that a restored backup does not undo' },
  { risk: 'A person cannot get or correct what is held about them', measure: 'A register with its clock; a copy gathered from every table by the catalogue; others’ names withheld' },
  { risk: 'A score decides about a child', measure: 'Belong makes no automated decision about anybody (Article 22)' },
  { risk: 'The machine or its backups are lost or stolen', measure: 'Closed data folder; backups with hashes; encryption of the disk is for the area to arrange' },
]

/** A gap only the area can fill. */
export const GAP = '[For the area to fill in]'

/** A data protection impact assessment to start from (UK GDPR Article 35): what the system knows is filled in, what it cannot know is marked. */
export function dpiaBlocks(all: readonly Processing[]): Block[] {
  const child = all.find(({ activity }) => activity === 'children')
  return [
    { kind: 'heading', level: 2, text: '1. Why an assessment is needed' },
    { kind: 'paragraph', words: 'Belong holds special-category data about children on a large scale, so an assessment is needed before it is used (Article 35(3)(b)) [K].' },
    gap('The project, who leads it, and the decision it prepares'),
    { kind: 'heading', level: 2, text: '2. What is done with which data' },
    { kind: 'table', caption: 'Processing, from the catalogue of personal data', columns: ['Purpose', 'Whose data', 'Classes', 'Who receives it', 'Kept'].map((label) => ({ label })), rows: all.map((one) => [one.label, one.people, one.classes.join(', ') || 'Ordinary', one.receives.join('; '), one.kept.join('; ')]) },
    { kind: 'paragraph', words: `Roles that see children today: ${child?.roles.join(', ') || 'none'}.` },
    gap('How many children and staff; where the data comes from; a drawing of how it flows; the controllers and processors'),
    { kind: 'heading', level: 2, text: '3. Who was asked' },
    gap('Children, families, schools, health and care partners and staff who were asked, and what they said; the advice of the data protection officer'),
    { kind: 'heading', level: 2, text: '4. Why it is needed and in proportion' },
    { kind: 'table', caption: 'Lawful bases', columns: ['Purpose', 'Article 6', 'Article 9'].map((label) => ({ label })), rows: all.map((one) => [one.label, one.article6, one.article9]) },
    gap('Why this cannot be reached with less data; how people are told; how their rights are kept; agreements with processors'),
    { kind: 'heading', level: 2, text: '5. Risks and what is done about them' },
    { kind: 'table', caption: 'Risks', columns: ['Risk', 'What Belong does', 'Likelihood', 'Severity', 'What is left'].map((label) => ({ label })), rows: RISKS.map(({ risk, measure }) => [risk, measure, GAP, GAP, GAP]) },
    gap('Further risks of this area: its network, its devices, its people'),
    { kind: 'heading', level: 2, text: '6. Decision' },
    gap('Measures agreed, by whom and by when; residual risk accepted by; advice of the data protection officer followed or not, and why; day of the next review'),
  ]
}

const gap = (what: string): Block => ({ kind: 'paragraph', words: [{ text: `${GAP} `, isBold: true }, { text: `${what}.` }] })

/** The record of processing as blocks of a paper. */
export function processingBlocks(all: readonly Processing[]): Block[] {
  return [
    gap('Name and contact of the controller, of joint controllers, of the representative and of the data protection officer'),
    ...all.flatMap((one): Block[] => [
      { kind: 'heading', level: 2, text: one.label },
      { kind: 'table', caption: one.label, columns: [{ label: 'Article 30' }, { label: 'What' }], rows: rowsOf(one) },
    ]),
  ]
}

export const rowsOf = (one: Processing): string[][] => [
  ['Whose data', one.people], ['Classes', one.classes.join(', ') || 'Ordinary'], ['Lawful basis (Article 6)', one.article6], ['Special categories (Article 9)', one.article9],
  ['Who receives it', one.receives.join('; ')], ...(one.roles.length ? [['Roles that see it today', one.roles.join(', ')]] : []), ['Kept', one.kept.join('; ')], ['Outside the UK', one.abroad], ['Security', one.security],
]

/** Either of the two as a paper. */
export function asPaper(which: 'processing' | 'dpia', all: readonly Processing[], area: { areaName: string; areaColour: string }): Paper {
  const isRecord = which === 'processing'
  return {
    title: isRecord ? 'Record of processing' : 'Data protection impact assessment, to start from', kicker: `${area.areaName} · Belong`, isLandscape: true,
    standfirst: isRecord ? 'What is done with personal data in Belong, why, and for how long (UK GDPR, Article 30).' : 'Filled with what Belong knows of itself. What only the area can know is marked.',
    blocks: isRecord ? processingBlocks(all) : dpiaBlocks(all), sources: ['Made from the catalogue of personal data, the roles and the schedule of retention, as they stand today.', '[K]: from general knowledge, to be checked by the data protection officer.'],
    symbols: [], address: `/rights/${which}`, ...area,
  }
}
