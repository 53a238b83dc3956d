// Made from the database by scripts/write-schema.ts; do not edit. What changes it is in migrations/.
import type { Generated } from 'kysely'

export interface Tables {
  'access.grant_held': AccessGrantHeld
  'access.one_time_link': AccessOneTimeLink
  'access.person': AccessPerson
  'access.session': AccessSession
  'access.token': AccessToken
  'collection.batch': CollectionBatch
  'collection.batch_number': CollectionBatchNumber
  'collection.finding': CollectionFinding
  'desk.seen': DeskSeen
  'measures.batch_rests_on': MeasuresBatchRestsOn
  'measures.grouping': MeasuresGrouping
  'measures.measure': MeasuresMeasure
  'measures.measure_version': MeasuresMeasureVersion
  'measures.observation': MeasuresObservation
  'measures.period': MeasuresPeriod
  'measures.replaced': MeasuresReplaced
  'measures.series': MeasuresSeries
  'measures.series_before': MeasuresSeriesBefore
  'measures.series_period': MeasuresSeriesPeriod
  'places.area': PlacesArea
  'places.area_home': PlacesAreaHome
  'places.comparator': PlacesComparator
  'places.comparator_set': PlacesComparatorSet
  'places.hierarchy': PlacesHierarchy
  'places.member_today': PlacesMemberToday
  'places.membership': PlacesMembership
  'places.neighbour': PlacesNeighbour
  'places.neighbour_set': PlacesNeighbourSet
  'places.place': PlacesPlace
  'places.place_code': PlacesPlaceCode
  'places.reach': PlacesReach
  'places.succession': PlacesSuccession
  'platform.data_version': PlatformDataVersion
  'platform.deed': PlatformDeed
  'platform.once': PlatformOnce
  'platform.setting': PlatformSetting
  'platform.work': PlatformWork
  'programme.action': ProgrammeAction
  'scorecards.story': ScorecardsStory
  'scorecards.target': ScorecardsTarget
}

/** person × verb × place (and below) × dates. area_id 0 holds the installation's own verbs. */
export interface AccessGrantHeld {
  area_id: number
  person: string
  verb: string
  place_id: number
  starts: string
  ends: string | null
  source: string
}

/** reference. Links that work once: the first area's setup, and sign-in of its administrator until accounts come. */
export interface AccessOneTimeLink {
  token_hash: Buffer
  purpose: string
  person: string | null
  made_at: Date
  ends_at: Date
  used_at: Date | null
}

/** reference. Who may sign in. The demo's cast is invented. */
export interface AccessPerson {
  slug: string
  name: string
  role_title: string
  email: string | null
  home_area_id: number
  demo: boolean
  made_at: Date
  left_at: Date | null
}

/** reference. Opaque sessions: the cookie holds a random token, this its SHA-256. Listable and revocable. */
export interface AccessSession {
  token_hash: Buffer
  person: string
  area_id: number
  made_at: Date
  seen_at: Date
  ends_at: Date
}

/** reference. Keys for the API, by SHA-256. */
export interface AccessToken {
  token_hash: Buffer
  person: string
  made_at: Date
  ends_at: Date
}

/** One unit given to us: what it was, what it would change, what became of it. Published figures belong to area 0. */
export interface CollectionBatch {
  area_id: number
  batch_id: number
  kind: string
  file: string
  /** SHA-256 of the parts' bytes with the options that change how they are read; the same content under another name is the same. */
  content_hash: string
  parts: unknown
  options: unknown
  state: string
  blocks: Generated<boolean>
  rows_read: Generated<number>
  rows_new: Generated<number>
  rows_changed: Generated<number>
  rows_same: Generated<number>
  rows_rejected: Generated<number>
  errors: Generated<number>
  queries: Generated<number>
  publisher: string | null
  release: string | null
  work_id: string | null
  given_by: string
  given_at: Date
  committed_at: Date | null
  undone_at: Date | null
  undone_by: string | null
  acknowledged_by: string | null
  acknowledged_at: Date | null
  fault_reference: string | null
}

/** The last batch number given in an area: identity columns would cross areas. */
export interface CollectionBatchNumber {
  area_id: number
  last: number
}

/** An Issue found in a batch: at which cell, by which rule, and how to mend it. */
export interface CollectionFinding {
  area_id: number
  batch_id: number
  number: number
  rule: string
  severity: string
  row: number | null
  column_name: string | null
  value: string | null
  message: string
  fix: string | null
}

/** When a person was last here, so that home can say what changed since. */
export interface DeskSeen {
  area_id: number
  person: string
  last_at: Date
  before_at: Date | null
}

/** reference. A batch that speaks of a series or a school an earlier one brought rests on it: the earlier cannot be undone first. */
export interface MeasuresBatchRestsOn {
  batch_id: number
  rests_on: number
}

/** reference. Groups of children that measures are published for; all is everyone. */
export interface MeasuresGrouping {
  group_id: string
  label: string
  topic: string
  position: number
}

/** reference. The measure book: each measure as it is defined now. */
export interface MeasuresMeasure {
  measure_id: string
  version: number
  label: string
  definition: string
  method: string
  unit: string
  polarity: string
  decimals: number
  period_type: string
  accountability: string
  topic: string
  publisher: string
  breaks: unknown
  comparability: string
  valid_from: string
}

/** reference. Every version a definition has had, whole. */
export interface MeasuresMeasureVersion {
  measure_id: string
  version: number
  valid_from: string
  stood: unknown
  batch_id: number | null
}

/** reference. A published figure: a value, or why there is none. Without foreign keys, which a bulk load of 641,070 rows would pay for twice; the commit makes series, periods and places first in the same transaction. */
export interface MeasuresObservation {
  series_id: number
  period_id: number
  place_id: number
  value: number | null
  /** x not available, c withheld, z not applicable, low rounds to 0 but is not, u unreliable, not-reported; null where there is a value. */
  missing: string | null
  numerator: number | null
  denominator: number | null
  /** provisional, revised or final, as the source says of this figure; null where it does not say. */
  status: string | null
  batch_id: number
  row: number
  /** The text as found, where it differs from how we print what we read. */
  found: string | null
}

/** reference. Periods in our one spelling. */
export interface MeasuresPeriod {
  period_id: Generated<number>
  label: string
  type: string
  starts: string
  ends: string
}

/** reference. What a newer release replaced, kept, so that it can be shown and put back. */
export interface MeasuresReplaced {
  series_id: number
  period_id: number
  place_id: number
  replaced_by: number
  value: number | null
  missing: string | null
  numerator: number | null
  denominator: number | null
  status: string | null
  batch_id: number
  row: number
  found: string | null
}

/** reference. One published column: a measure for a group as one source gives it, with the source's own unit, polarity, decimals and quartile rule. */
export interface MeasuresSeries {
  series_id: Generated<number>
  measure_id: string
  group_id: string
  source: string
  code: string
  label: string
  unit: string
  polarity: string
  decimals: number
  quartiles: boolean
  /** Where several sources publish the same, the lowest is shown first: 1 the release itself, 2 a compilation. */
  preference: number
}

/** reference. What the source said of a series (unit, decimals, label and so on) before a batch said otherwise, to put back when it is undone. */
export interface MeasuresSeriesBefore {
  series_id: number
  changed_by: number
  stood: unknown
}

/** reference. The periods a series has, and how the source spells them. */
export interface MeasuresSeriesPeriod {
  series_id: number
  period_id: number
  spelling: string
}

/** reference. A local area: the tenant. Its place is the authority it is for; colour is the one it chose, 4.5:1 on paper. */
export interface PlacesArea {
  area_id: number
  place_id: number
  name: string
  slug: string
  colour: string
  made_at: Date
}

/** Each area with the authority it is for, for rooms that greet people. */
export interface PlacesAreaHome {
  area_id: number
  name: string
  slug: string
  colour: string
  place_id: number
  place_name: string
  place_code: string
}

/** A place of an area's own comparator set. */
export interface PlacesComparator {
  area_id: number
  set_id: string
  place_id: number
}

/** An area's own set of places to compare with. */
export interface PlacesComparatorSet {
  area_id: number
  set_id: string
  name: string
  made_by: string
  made_at: Date
  version: Generated<number>
}

/** reference. Ways places are grouped: government regions, Inner and Outer London, and later an area's own. */
export interface PlacesHierarchy {
  hierarchy: string
  label: string
}

/** Which place belongs to which today, in any hierarchy. */
export interface PlacesMemberToday {
  place_id: number
  parent_id: number
}

/** reference. Which place belongs to which, in one hierarchy, from when to when. */
export interface PlacesMembership {
  hierarchy: string
  place_id: number
  parent_id: number
  starts: string | null
  ends: string | null
}

/** reference. The ten nearest by the model, closest first. Not symmetric. */
export interface PlacesNeighbour {
  set_id: string
  place_id: number
  rank: number
  neighbour_id: number
  closeness: string | null
}

/** reference. A generation of statistical neighbours, named by its year. */
export interface PlacesNeighbourSet {
  set_id: string
  label: string
  published: string | null
  source: string
  batch_id: number | null
}

/** reference. A place keeps its identity when its code changes (Sheffield in 2025) and ends when another takes its place (Cumbria in 2023). */
export interface PlacesPlace {
  place_id: Generated<number>
  level: string
  name: string
  starts: string | null
  /** The last day it stood; null while it stands. */
  ends: string | null
  /** Other names sources use for it. */
  also_called: Generated<string[]>
  batch_id: number | null
}

/** reference. Codes by which a place is known, and when: ons (E08000035), dfe (383), lait (970 for England), urn, laestab. */
export interface PlacesPlaceCode {
  scheme: string
  code: string
  place_id: number
  starts: string | null
  ends: string | null
}

/** Every place with each place it lies in today, itself included, from a school to the country and across hierarchies. All that access knows of the tree. */
export interface PlacesReach {
  place_id: number
  within_id: number
}

/** reference. Which place took over from which, on its first day. A successor does not inherit figures. */
export interface PlacesSuccession {
  from_id: number
  to_id: number
  on_date: string
}

/** Moves on with every write that a page may show; pages make their ETags of it. Row 0 counts published figures and places. */
export interface PlatformDataVersion {
  area_id: number
  version: number
}

/** One line for each action done: who, when, through which door, with what input. */
export interface PlatformDeed {
  area_id: number
  deed_id: string
  at: Date
  action: string
  /** Slug of the person who acted; operator for the command line of the machine. */
  person: string
  door: string
  /** What it was done to, as an address a person could open. */
  subject: string | null
  input: unknown
}

/** Writes that carried an idempotency key, with what they came to: the same key again gives the same answer and does nothing twice. Kept for seven days. */
export interface PlatformOnce {
  area_id: number
  person: string
  /** The action's name and the SHA-256 of the key that was sent, which may be of any length. */
  key: string
  /** SHA-256 of the input: the same key with other input is refused, not answered. */
  input_hash: string
  outcome: unknown | null
  at: Date
}

/** What an installation or area has decided about itself: whether reference figures are in, the demo, the setup link. */
export interface PlatformSetting {
  area_id: number
  name: string
  value: unknown
}

/** Long work and how far it is. The queue itself is pg-boss; what people see, cancel and resume is here, so that the queue can be swapped. */
export interface PlatformWork {
  area_id: number
  work_id: string
  kind: string
  title: string
  input: unknown
  state: string
  stage: string | null
  share: Generated<number>
  done: number | null
  total: number | null
  outcome: unknown | null
  fault_reference: string | null
  cancel_asked: Generated<boolean>
  asked_by: string
  asked_at: Date
  started_at: Date | null
  /** Last sign of life of whoever runs it; silent for a minute means it may be taken up again. */
  heard_at: Date | null
  ended_at: Date | null
}

/** What will be done, by whom, by when, and which curve it is meant to turn. */
export interface ProgrammeAction {
  area_id: number
  action_id: string
  place_id: number
  measure_id: string
  group_id: string
  title: string
  owner: string
  due: string
  expected_effect: string | null
  state: string
  state_reason: string | null
  made_by: string
  made_at: Date
  changed_at: Date
  version: Generated<number>
}

/** The story behind the curve: causes and forces, and what is not known yet. Every version is kept. */
export interface ScorecardsStory {
  area_id: number
  place_id: number
  measure_id: string
  group_id: string
  version: number
  body: string
  not_known: Generated<string>
  written_by: string
  written_at: Date
}

/** Where a measure should be for a place, by when, and why. A changed target is a new row; the old one is withdrawn, not overwritten. */
export interface ScorecardsTarget {
  area_id: number
  target_id: string
  place_id: number
  measure_id: string
  group_id: string
  period_label: string
  period_ends: string
  value: number
  reason: string
  set_by: string
  set_at: Date
  withdrawn_at: Date | null
  withdrawn_by: string | null
}
