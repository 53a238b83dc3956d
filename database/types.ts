// Made from the database by scripts/write-schema.ts; do not edit. What changes it is in migrations/.
import type { Generated } from 'kysely'

export interface Tables {
  'access.agreement': AccessAgreement
  'access.agreement_party': AccessAgreementParty
  'access.appointment': AccessAppointment
  'access.attempt': AccessAttempt
  'access.colleague': AccessColleague
  'access.credential': AccessCredential
  'access.draft': AccessDraft
  'access.grant_held': AccessGrantHeld
  'access.held_now': AccessHeldNow
  'access.hold': AccessHold
  'access.invitation': AccessInvitation
  'access.notice': AccessNotice
  'access.one_time_link': AccessOneTimeLink
  'access.outside_identity': AccessOutsideIdentity
  'access.passage': AccessPassage
  'access.passkey': AccessPasskey
  'access.person': AccessPerson
  'access.retention_rule': AccessRetentionRule
  'access.rights_request': AccessRightsRequest
  'access.role': AccessRole
  'access.role_verb': AccessRoleVerb
  'access.session': AccessSession
  'access.sign_in_try': AccessSignInTry
  'access.token': AccessToken
  'access.tombstone': AccessTombstone
  'collection.batch': CollectionBatch
  'collection.batch_number': CollectionBatchNumber
  'collection.batch_source': CollectionBatchSource
  'collection.expected_return': CollectionExpectedReturn
  'collection.finding': CollectionFinding
  'collection.quality_finding': CollectionQualityFinding
  'collection.quality_share': CollectionQualityShare
  'collection.recipe': CollectionRecipe
  'collection.return_number': CollectionReturnNumber
  'collection.return_word': CollectionReturnWord
  'desk.seen': DeskSeen
  'desk.view': DeskView
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
  'people.absent_year': PeopleAbsentYear
  'people.address': PeopleAddress
  'people.alternative_provision': PeopleAlternativeProvision
  'people.attainment': PeopleAttainment
  'people.attendance': PeopleAttendance
  'people.authority_word': PeopleAuthorityWord
  'people.child': PeopleChild
  'people.ehc_placement': PeopleEhcPlacement
  'people.ehc_plan': PeopleEhcPlan
  'people.ehc_request': PeopleEhcRequest
  'people.enrolment': PeopleEnrolment
  'people.entry': PeopleEntry
  'people.former_identity': PeopleFormerIdentity
  'people.group_member': PeopleGroupMember
  'people.identifier': PeopleIdentifier
  'people.neighbourhood': PeopleNeighbourhood
  'people.nhs_number': PeopleNhsNumber
  'people.on_roll': PeopleOnRoll
  'people.on_roll_said': PeopleOnRollSaid
  'people.own_word': PeopleOwnWord
  'people.pair': PeoplePair
  'people.postcode_area': PeoplePostcodeArea
  'people.record_row': PeopleRecordRow
  'people.register_code': PeopleRegisterCode
  'people.roll_claim': PeopleRollClaim
  'people.session_count': PeopleSessionCount
  'people.span': PeopleSpan
  'people.statement': PeopleStatement
  'people.suspension': PeopleSuspension
  'people.suspension_once': PeopleSuspensionOnce
  'people.target_group': PeopleTargetGroup
  'people.target_rule': PeopleTargetRule
  'places.area': PlacesArea
  'places.area_home': PlacesAreaHome
  'places.area_logo': PlacesAreaLogo
  'places.bridge': PlacesBridge
  'places.closure': PlacesClosure
  'places.comparator': PlacesComparator
  'places.comparator_set': PlacesComparatorSet
  'places.establishment': PlacesEstablishment
  'places.establishment_before': PlacesEstablishmentBefore
  'places.establishment_link': PlacesEstablishmentLink
  'places.establishment_type': PlacesEstablishmentType
  'places.hierarchy': PlacesHierarchy
  'places.member_today': PlacesMemberToday
  'places.membership': PlacesMembership
  'places.neighbour': PlacesNeighbour
  'places.neighbour_set': PlacesNeighbourSet
  'places.own_hierarchy': PlacesOwnHierarchy
  'places.place': PlacesPlace
  'places.place_by_code': PlacesPlaceByCode
  'places.place_code': PlacesPlaceCode
  'places.place_named': PlacesPlaceNamed
  'places.reach': PlacesReach
  'places.setting_in': PlacesSettingIn
  'places.setting_kind': PlacesSettingKind
  'places.succession': PlacesSuccession
  'platform.data_version': PlatformDataVersion
  'platform.deed': PlatformDeed
  'platform.deed_words': PlatformDeedWords
  'platform.extent': PlatformExtent
  'platform.extent_before': PlatformExtentBefore
  'platform.once': PlatformOnce
  'platform.paper': PlatformPaper
  'platform.seal': PlatformSeal
  'platform.set_aside': PlatformSetAside
  'platform.setting': PlatformSetting
  'platform.unsealed': PlatformUnsealed
  'platform.work': PlatformWork
  'programme.action': ProgrammeAction
  'programme.action_before': ProgrammeActionBefore
  'programme.lead': ProgrammeLead
  'programme.link': ProgrammeLink
  'programme.milestone': ProgrammeMilestone
  'programme.priority': ProgrammePriority
  'programme.promise': ProgrammePromise
  'programme.promise_before': ProgrammePromiseBefore
  'programme.promise_test': ProgrammePromiseTest
  'programme.reporting': ProgrammeReporting
  'programme.statement': ProgrammeStatement
  'programme.strategy': ProgrammeStrategy
  'programme.strategy_before': ProgrammeStrategyBefore
  'provision.service': ProvisionService
  'provision.service_now': ProvisionServiceNow
  'provision.service_place': ProvisionServicePlace
  'provision.service_place_now': ProvisionServicePlaceNow
  'provision.service_time': ProvisionServiceTime
  'provision.service_time_now': ProvisionServiceTimeNow
  'provision.service_word': ProvisionServiceWord
  'provision.service_word_now': ProvisionServiceWordNow
  'provision.term': ProvisionTerm
  'publishing.release': PublishingRelease
  'scorecards.baseline': ScorecardsBaseline
  'scorecards.cause': ScorecardsCause
  'scorecards.contribution': ScorecardsContribution
  'scorecards.framework': ScorecardsFramework
  'scorecards.idea': ScorecardsIdea
  'scorecards.indicator': ScorecardsIndicator
  'scorecards.indicator_role': ScorecardsIndicatorRole
  'scorecards.partner': ScorecardsPartner
  'scorecards.performance_measure': ScorecardsPerformanceMeasure
  'scorecards.question': ScorecardsQuestion
  'scorecards.rating': ScorecardsRating
  'scorecards.remark': ScorecardsRemark
  'scorecards.result': ScorecardsResult
  'scorecards.result_before': ScorecardsResultBefore
  'scorecards.scenario': ScorecardsScenario
  'scorecards.service': ScorecardsService
  'scorecards.service_before': ScorecardsServiceBefore
  'scorecards.story': ScorecardsStory
  'scorecards.target': ScorecardsTarget
}

/** A sharing agreement: what the places that signed it let each other see, why and under which law, from when to when. */
export interface AccessAgreement {
  area_id: number
  agreement_id: string
  title: string
  purpose: string
  lawful_basis: string
  /** What is shared: whoever holds one of these at a place that signed holds it at the others that did. */
  verbs: string[]
  starts: string
  ends: string | null
  review_on: string | null
  made_by: string
  made_at: Date
  ended_by: string | null
  end_reason: string | null
  version: Generated<number>
}

/** A place that signed a sharing agreement, who signed for it and when; ends is the last day it is bound. */
export interface AccessAgreementParty {
  area_id: number
  agreement_id: string
  place_id: number
  signed_by: string
  signed_on: string
  ends: string | null
}

/** A person in a role, at a place (and below) or for one child, from when until when, and on whose word. It is ended, never taken away. */
export interface AccessAppointment {
  area_id: number
  appointment_id: string
  person: string
  role: string
  place_id: number | null
  child_id: string | null
  starts_at: Date
  /** From this moment it is over; null while nobody has said when; the moment it starts where it was taken back before. */
  ends_at: Date | null
  source: string
  /** Why, where the role asks for a reason: break-glass always does. */
  reason: string | null
  given_by: string
  given_at: Date
  ended_by: string | null
  end_reason: string | null
  version: Generated<number>
}

/** reference. How often something was tried lately, by a hash of what it was tried on; kept by the rate limiter. */
export interface AccessAttempt {
  key: string
  points: Generated<number>
  expire: number | null
}

/** Who has or had a part in the areas this transaction works for (for the owner and the door, which name none: in any), by name: what somebody wrote stays theirs when they have left. */
export interface AccessColleague {
  slug: string
  name: string
  role_title: string
  area_id: number
}

/** reference. How a person proves who they are: an argon2id hash, the secret of an authenticator app, hashes of recovery codes. Only the door reads it. */
export interface AccessCredential {
  person: string
  password_hash: string | null
  password_set_at: Date | null
  totp_secret: string | null
  totp_from: Date | null
  /** The last step a code was taken for: no code is good twice. */
  totp_last_step: number | null
  recovery_hashes: Generated<string[]>
  version: Generated<number>
}

/** What somebody sent after their time had run out, kept a day for them alone, so that nobody types it twice. */
export interface AccessDraft {
  area_id: number
  draft_id: string
  person: string
  path: string
  fields: unknown
  made_at: Date
  ends_at: Date
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

/** Who holds which verb at which place or of which child at this moment: by a role, by a sharing agreement, or granted by itself. */
export interface AccessHeldNow {
  area_id: number
  person: string
  appointment_id: string | null
  role: string | null
  verb: string
  place_id: number | null
  child_id: string | null
  ends_at: Date | null
  agreement_id: string | null
}

/** A legal hold: what it covers is not erased while it lasts, whatever the schedule says. Without a child it covers all of a kind of record. */
export interface AccessHold {
  area_id: number
  hold_id: string
  child_id: string | null
  record: string | null
  reason: string
  starts: string
  ends: string | null
  set_by: string
  set_at: Date
  ended_by: string | null
}

/** An invitation to take a role, sent to an e-mail address; its link works once. */
export interface AccessInvitation {
  area_id: number
  invitation_id: string
  token_hash: Buffer
  email: string
  email_key: string
  name: string
  role_title: string
  role: string
  place_id: number | null
  child_id: string | null
  starts_at: Date
  ends_at: Date | null
  invited_by: string
  invited_at: Date
  expires_at: Date
  used_at: Date | null
  person: string | null
  withdrawn_at: Date | null
  withdrawn_by: string | null
  reason: string | null
  /** When the mail with its link last left us; null where it did not. */
  sent_at: Date | null
}

/** What an area tells people about their data and its pages: each version stays. The newest is what the public reads. */
export interface AccessNotice {
  area_id: number
  notice: string
  version: number
  body: string
  written_by: string
  written_at: Date
}

/** reference. What works once and not for long: the first area's setup, a link to sign in or to set a new password, the second step of a sign-in, the challenge of a passkey. */
export interface AccessOneTimeLink {
  token_hash: Buffer
  purpose: string
  person: string | null
  made_at: Date
  ends_at: Date
  used_at: Date | null
}

/** reference. Who somebody is at an identity provider (Entra ID, DfE Sign-in, GOV.UK One Login), by its lasting subject. */
export interface AccessOutsideIdentity {
  provider: string
  subject: string
  person: string
  linked_at: Date
  used_at: Date | null
}

/** Whether a passage that names somebody else is shown to who asked for their data, and why. What nobody decided on is withheld. */
export interface AccessPassage {
  area_id: number
  request_id: string
  /** A hash of where it stands: no words of it are kept here. */
  passage: string
  is_shown: boolean
  reason: string
  decided_by: string
  decided_at: Date
}

/** reference. Passkeys of a person. Only the door reads it. */
export interface AccessPasskey {
  credential_id: string
  person: string
  public_key: Buffer
  counter: number
  transports: Generated<string[]>
  label: string
  made_at: Date
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
  /** The e-mail address as it is compared: in small letters, and of plain letters only, so that two cannot look alike. */
  email_key: string | null
  /** The last day; after it all they hold is over and nobody can sign in as them. */
  leaves_on: string | null
  /** When they were last here, of the sessions that have been swept away. */
  seen_at: Date | null
  made_by: Generated<string>
  version: Generated<number>
}

/** How long an area keeps a kind of record, counted from what, and by which rule. */
export interface AccessRetentionRule {
  area_id: number
  record: string
  keep_years: number
  counted_from: string
  basis: string
  set_by: string
  set_at: Date
  version: Generated<number>
}

/** Somebody asks for what is held about them, or that it be mended or erased; with its clock. */
export interface AccessRightsRequest {
  area_id: number
  request_id: string
  right_asked: string
  child_id: string | null
  person: string | null
  asked_by_words: string
  asked_on: string
  /** One calendar month after asked_on, or three where it was extended. */
  due_on: string
  state: string
  note: Generated<string>
  extended_reason: string | null
  /** What was gathered, in the data folder, until thirty days after made_at; null before and afterwards. */
  file: string | null
  made_at: Date | null
  work_id: string | null
  taken_by: string
  taken_at: Date
  answered_at: Date | null
  version: Generated<number>
}

/** A role as an area knows it: a named bundle of verbs. Every area begins with the same ones and may change them. */
export interface AccessRole {
  area_id: number
  role: string
  label: string
  about: Generated<string>
  /** Whether it is held at a place and below, or for one child by name. */
  given_for: string
  /** The verb somebody must hold at the place, or of the child, to give it to another. */
  given_by: Generated<string>
  /** Whoever looks after the people of one place may give it there, even where it lets them see more than whoever gives it: a head and the SENCO. */
  given_locally: Generated<boolean>
  version: Generated<number>
}

/** One cell of the table of roles: what holders of a role may do, from when to when. ends is the last day. */
export interface AccessRoleVerb {
  area_id: number
  role: string
  verb: string
  starts: string
  ends: string | null
  set_by: string
}

/** reference. Opaque sessions: the cookie holds a random token, this its SHA-256. Listable and revocable. */
export interface AccessSession {
  token_hash: Buffer
  person: string
  area_id: number
  made_at: Date
  seen_at: Date
  ends_at: Date
  session_id: Generated<string>
  /** The role they act in, of those they hold in the area; null where they act in all. */
  appointment_id: string | null
  /** After this long without a page it is over: 15 for those who reach children, 30 for others. */
  idle_minutes: Generated<number>
  method: Generated<string>
  device: Generated<string>
  stepped_up_at: Date | null
  ended_at: Date | null
  ended_by: string | null
  /** Hash of the session at the identity provider it was begun by, so that leaving there ends it here. */
  provider_session_hash: Buffer | null
}

/** reference. A sign-in that was sent to an identity provider and is awaited back, once, in the same browser. */
export interface AccessSignInTry {
  state_hash: Buffer
  provider: string
  nonce: string
  verifier: string
  browser_hash: Buffer
  next: string
  invitation_hash: Buffer | null
  /** Somebody is to show once more who they are: an earlier sign-in there does not do. */
  again: Generated<boolean>
  made_at: Date
  ends_at: Date
}

/** reference. Keys for the API, by SHA-256. */
export interface AccessToken {
  token_hash: Buffer
  person: string
  made_at: Date
  ends_at: Date
  token_id: Generated<string>
  /** The area it works in; null for the person's own. */
  area_id: number | null
  label: Generated<string>
  /** What may be done with it, of what its person may; null for all of that. */
  verbs: string[] | null
  made_by: Generated<string>
  used_at: Date | null
  ended_at: Date | null
  ended_by: string | null
}

/** That something was erased, when, why and how much of it; of whom, only a hash that a restored backup can be held against. */
export interface AccessTombstone {
  area_id: number
  tombstone_id: string
  subject_hash: string
  record: string
  rows_gone: number
  reason: string
  erased_by: string
  erased_at: Date
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
  /** For whom a return was given: the setting, or the authority for a file that speaks for many. Null for published figures. */
  place_id: number | null
  /** The kind of return by which it is expected: school-census, attendance-weekly. Null for published figures. */
  series: string | null
  period: string | null
  as_at: string | null
}

/** The last batch number given in an area: identity columns would cross areas. */
export interface CollectionBatchNumber {
  area_id: number
  last: number
}

/** Which batch a fact is from, for everyone who sees the fact: without the file's name, which may be a child's, and without what was found in it. */
export interface CollectionBatchSource {
  area_id: number
  batch_id: number
  kind: string
  series: string | null
  period: string | null
  as_at: string | null
  given_by: string
  given_at: Date
  committed_at: Date | null
  state: string
  undone_by: string | null
  undone_at: Date | null
}

/** A return the area expects: of which series and period, from each setting of a place or from the authority itself, by which day. Received is what platform.extent holds. */
export interface CollectionExpectedReturn {
  area_id: number
  expected_id: string
  series: string
  /** The series of files that answer it: attendance comes as daily marks or as weekly counts. */
  answered_by: string[]
  period: string
  label: string
  /** A return that speaks of a day from here to covers_until answers it, however its period is written. */
  covers_from: string
  covers_until: string
  due_on: string
  place_id: number
  by_whom: string
  asks_sign_off: Generated<boolean>
  made_by: string
  made_at: Date
  ended_by: string | null
  ended_at: Date | null
  end_reason: string | null
  version: Generated<number>
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

/** What a check across returns found at a setting, who sees to it and by when. Done by itself when the check finds it no more; names no child. */
export interface CollectionQualityFinding {
  area_id: number
  finding_id: string
  check_name: string
  place_id: number
  key: string
  message: string
  fix: string
  children: number | null
  first_found_at: Date
  last_found_at: Date
  gone_at: Date | null
  owner: string | null
  due_on: string | null
  owner_set_by: string | null
  version: Generated<number>
}

/** Of how many records on roll at a setting a key field is filled in, when that was last counted. */
export interface CollectionQualityShare {
  area_id: number
  field: string
  place_id: number
  have: number
  of: number
  counted_at: Date
}

/** What the columns of one sort of file are, so that the next such file is read without asking. A change is a new version; a batch names the version it was read by. */
export interface CollectionRecipe {
  area_id: number
  recipe: string
  version: number
  /** For whom it was made: the authority, or a setting, whose people alone change it. All of the area use it. */
  place_id: number
  name: string
  target: string
  /** Target, header, and for each field its column, order of dates and words for codes: no rows of a file. */
  body: unknown
  /** False in the version that ends it. */
  is_kept: boolean
  made_by: string
  made_at: Date
}

/** What the data of a return look like, setting by setting: on roll, SEN support, sessions missed (specs/return-numbers.json). Written when it is checked and taken in; platform.extent says which batch stands. */
export interface CollectionReturnNumber {
  area_id: number
  batch_id: number
  place_id: number
  period: string
  name: string
  value: number
}

/** What somebody said of a return: that there is nothing to give, that it is right, that a figure made of it is not, or a note. Taken back, never taken away. */
export interface CollectionReturnWord {
  area_id: number
  word_id: string
  series: string
  period: string
  place_id: number
  kind: string
  figure: string | null
  body: Generated<string>
  /** Of a sign-off: the batch that was signed; when another takes its place it is to be signed again. */
  batch_id: number | null
  /** Of a contest: the day by which it is to be answered. */
  due_on: string | null
  said_by: string
  said_at: Date
  answer: string | null
  answered_by: string | null
  answered_at: Date | null
  withdrawn_by: string | null
  withdrawn_at: Date | null
}

/** When a person was last here, so that home can say what changed since. */
export interface DeskSeen {
  area_id: number
  person: string
  last_at: Date
  before_at: Date | null
}

/** A page as somebody set it up, by a name of theirs: an address with its choices. Shared ones are for everyone of the area. */
export interface DeskView {
  area_id: number
  view_id: string
  person: string
  name: string
  address: string
  is_shared: Generated<boolean>
  made_at: Date
  changed_at: Date
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

/** Possible and absent sessions of a child in a school year, from registers where there are any, else from counts. */
export interface PeopleAbsentYear {
  area_id: number
  child_id: string
  year: number
  possible: number | null
  absent: number | null
  until: string | null
  batch_id: number
}

/** Where a child lives, from when to when. A protected address is seen only by those who hold the verb for it. */
export interface PeopleAddress {
  area_id: number
  child_id: string
  address_id: string
  lines: string
  postcode: string
  data_class: string
  starts: string
  ends: string | null
  source: string
}

/** Alternative provision of a child, arranged by the school (school census) or paid for by the authority (its list): with whom, since when, how much of the week and why. */
export interface PeopleAlternativeProvision {
  area_id: number
  child_id: string
  /** Where the child is on roll; the authority where its list does not say. */
  place_id: number
  number: number
  provider_id: number | null
  /** As the return names it: urn 100000, ukprn 10000000, or a company number and postcode; provider_id is its place where we hold it. */
  provider: string | null
  /** A code of specs/placement-types.json. */
  setting_type: string | null
  starts: string
  ends: string | null
  sessions_per_week: number | null
  pattern: string | null
  reason: string | null
  sen_provision: string | null
  batch_id: number
  reported_by: number
  row: number
  hours_per_week: number | null
}

/** A result as it was given: a grade, a scaled score, a mark, or a code that says why there is none. */
export interface PeopleAttainment {
  area_id: number
  child_id: string
  place_id: number | null
  stage: string
  year: number
  subject: string
  component: Generated<string>
  result: string
  batch_id: number
  reported_by: number
  row: number
}

/** What one file says of the register of a child at a setting in a school year. The register is all of them laid over each other, later batches on top. */
export interface PeopleAttendance {
  area_id: number
  child_id: string
  place_id: number
  year: number
  /** The week its marks begin in: 0 is the week of the Monday on or before 1 September of the year. */
  week: number
  /** One character a session by our own table (specs/attendance-codes.json), ten a week, Monday morning to Friday afternoon; a space where this file says nothing. Blanks at the end are left out. */
  marks: string
  batch_id: number
  reported_by: number
  row: number
}

/** Derived: that a return of the authority itself names a child, as SEN2 or a list does. Whoever sees children across the whole area, and every class that return speaks of, finds the child by it, on a roll or not. */
export interface PeopleAuthorityWord {
  area_id: number
  child_id: string
  batch_id: number
  series: string
  /** Every class the return speaks of, of this child or as a whole. That social care’s return names a child is of social care. */
  classes: string[]
  as_at: string
}

/** A child or young person as the area knows them. The class ordinary: their name and day of birth. */
export interface PeopleChild {
  area_id: number
  child_id: string
  given_name: string
  family_name: string
  known_as: string | null
  born: string
  source: string
  made_at: Date
  version: Generated<number>
  /** Family name and given name in plain small letters: what lists are put in order by, and looked in for names. */
  by_family: Generated<string>
  /** The same, given name first. */
  by_given: Generated<string>
  sex: string | null
  /** The batch that first spoke of the child; null where no file did. */
  batch_id: number | null
}

/** Where a child with an EHC plan is or was placed (is_named false), or what the plan names (true). Where it is no school we hold, its number or kind stands alone. */
export interface PeopleEhcPlacement {
  area_id: number
  child_id: string
  number: number
  placement: number
  is_named: boolean
  place_id: number | null
  urn: string | null
  ukprn: string | null
  setting: string | null
  setting_says: string | null
  rank: number | null
  sen_unit: boolean | null
  resourced: boolean | null
  starts: string | null
  ends: string | null
  residential: string | null
  work_based: string | null
  batch_id: number
  reported_by: number
  row: number
}

/** An EHC plan as SEN2 gives it on its census day: active or ceased, with its last review and the phase transfer. number is that of the request it came of. */
export interface PeopleEhcPlan {
  area_id: number
  child_id: string
  number: number
  starts: string | null
  ceased: string | null
  cease_reason: string | null
  is_active: boolean
  residential: string | null
  work_based: string | null
  personal_budget: boolean | null
  organised: boolean | null
  direct_payments: string | null
  /** The three-digit code of the authority it was moved in from during the year. */
  transferred_from: string | null
  review_met: string | null
  review_outcome: string | null
  review_decided: string | null
  review_drafted: string | null
  transfer_due: string | null
  transfer_final: string | null
  batch_id: number
  reported_by: number
  row: number
}

/** A request for an EHC needs assessment as SEN2 gives it: when it came, what was decided of it and of the assessment, and when the plan began. A later reversal never changes an outcome: it sets a flag. */
export interface PeopleEhcRequest {
  area_id: number
  child_id: string
  number: number
  received: string | null
  source: string | null
  /** The request was made while the young person was in relevant youth accommodation (RYA). */
  in_youth_custody: boolean | null
  outcome: string | null
  decided: string | null
  mediation: boolean | null
  tribunal: boolean | null
  exported: string | null
  assessment_outcome: string | null
  assessed: string | null
  assessment_mediation: boolean | null
  assessment_tribunal: boolean | null
  other_mediation: boolean | null
  other_tribunal: boolean | null
  /** An exception to the 20 weeks applied (Week20). */
  exception: boolean | null
  /** The day the plan began; null where there is none. */
  issued: string | null
  batch_id: number
  reported_by: number
  row: number
}

/** A child on the roll of a setting, from when to when; ends is the last day. */
export interface PeopleEnrolment {
  area_id: number
  child_id: string
  place_id: number
  starts: string
  ends: string | null
  source: string
  /** C single registration, M main dual, S subsidiary dual, F college, O other provider, G guest. C and M count once; S is never counted in a headcount. */
  status: Generated<string>
  batch_id: number | null
  row: number | null
}

/** Something written in a child's record, of one class: ordinary, SEN, health, social care, or a restricted note. */
export interface PeopleEntry {
  area_id: number
  child_id: string
  entry_id: string
  data_class: string
  body: string
  about_day: string
  /** Whether the child and those with parental responsibility read it. */
  for_family: Generated<boolean>
  written_by: string
  written_at: Date
  changed_by: string | null
  changed_at: Date | null
  version: Generated<number>
}

/** Who an adopted child was before. Never linked for those without the verb for it. */
export interface PeopleFormerIdentity {
  area_id: number
  child_id: string
  identity_id: string
  /** Null where a return gives the former UPN alone. */
  given_name: string | null
  family_name: string | null
  upn: string | null
  until: string | null
  source: string
  batch_id: number | null
  reported_by: number | null
  row: number | null
}

/** Who is one of a target group, from when to when and by which rule, with the file and row that says so. Groups overlap as children do. Whoever asks sees what the classes of its sources open to them; ends is the last day. */
export interface PeopleGroupMember {
  area_id: number
  child_id: string
  group_id: string
  number: number
  starts: string
  ends: string | null
  batch_id: number
  row: number
}

/** Derived: every identifier that returns give for a child, and since when: upn, temporary-upn, uln, and local ones by their system. By these the next return finds the child. */
export interface PeopleIdentifier {
  area_id: number
  scheme: string
  value: string
  child_id: string
  since: string
}

/** reference. Every neighbourhood of England (LSOA of 2021) with its decile of the Indices of Deprivation 2025: 1 is the most deprived tenth. */
export interface PeopleNeighbourhood {
  lsoa21: string
  imd_decile: number
}

/** The NHS number, held apart: seen by those who see health alone, and never used to find a child. */
export interface PeopleNhsNumber {
  area_id: number
  child_id: string
  value: string
  batch_id: number
  reported_by: number
  row: number
}

/** Where a child is on roll today, as far as whoever asks reaches: for rooms that ask whether somebody may do something about a child. */
export interface PeopleOnRoll {
  area_id: number
  child_id: string
  place_id: number
}

/** What each return says of where a child is on roll. people.enrolment is derived from all of them. */
export interface PeopleOnRollSaid {
  area_id: number
  child_id: string
  place_id: number
  starts: string
  ends: string | null
  status: string
  as_at: string
  batch_id: number
  reported_by: number
  row: number
}

/** Returns that were taken in by somebody who speaks for some settings alone. What such a return says of a roll is the setting’s own word. */
export interface PeopleOwnWord {
  area_id: number
  batch_id: number
}

/** Two records that may be one child, with what speaks for it and against it, and what somebody decided. A merge keeps what it moved, so that it can be parted again. */
export interface PeoplePair {
  area_id: number
  pair_id: string
  /** That of the two which sorts first. After a merge the one that stayed is named in moved. */
  one_id: string
  other_id: string
  evidence: unknown
  found_at: Date
  state: string
  decided_by: string | null
  decided_at: Date | null
  reason: string | null
  moved: unknown | null
  version: Generated<number>
  /** The batch whose records made it; an open pair goes with it when it is undone. */
  batch_id: number | null
}

/** Which neighbourhood (LSOA of 2021) a postcode lies in, by a list the area gave. The list that stands is the one of platform.extent. */
export interface PeoplePostcodeArea {
  area_id: number
  batch_id: number
  /** In capitals without a space. */
  postcode: string
  lsoa21: string
  row: number
}

/** A record of a return: who it says it is about, and which child it was taken to be and why. Every other fact of the same row has the same batch and row. */
export interface PeopleRecordRow {
  area_id: number
  batch_id: number
  reported_by: number
  row: number
  /** What the record is known by within its return, so that the next one can be compared with it. */
  key: string
  hash: number
  child_id: string
  matched_by: string
  upn: string | null
  /** held: right by its check letter; temporary; quarantined: kept apart because it cannot be right; none: a reason why there is none. */
  upn_state: string | null
  uln: string | null
  local_scheme: string | null
  local_id: string | null
  given_name: string | null
  family_name: string | null
  known_as: string | null
  born: string | null
  sex: string | null
  /** The period of platform.extent it belongs to: a file may speak of several, and each is replaced by itself. */
  period: string
  as_at: string
  /** A UPN the child had before, by which older returns find them. Never that of a child who was adopted: that one is in people.former_identity alone. */
  former_upn: string | null
}

/** reference. The codes of attendance registers by their position in counts: specs/attendance-codes.json, for reads in SQL. */
export interface PeopleRegisterCode {
  position: number
  code: string
  mark: string
  class: string
}

/** A setting says by its own word that a child is on its roll who stands on another’s. Until somebody lets it stand, or the other roll ends, it opens nothing of the child there. */
export interface PeopleRollClaim {
  area_id: number
  claim_id: string
  child_id: string
  place_id: number
  starts: string
  batch_id: number
  found_at: Date
  /** Who let it stand; null while it waits. */
  let_by: string | null
  let_at: Date | null
  reason: string | null
}

/** Sessions of a child at a setting in a term or week, by register code. */
export interface PeopleSessionCount {
  area_id: number
  child_id: string
  place_id: number
  starts: string
  ends: string
  possible: number | null
  /** How many sessions of each code, by its position in specs/attendance-codes.json; positions are never changed, only added. */
  counts: number[]
  batch_id: number
  reported_by: number
  row: number
}

/** What holds of a child on a topic, from when to when: until the statement says, or until the day before the next one on the topic or the next list that names everyone, or with the setting whose list it is; ends is the last day. */
export interface PeopleSpan {
  area_id: number
  child_id: string
  topic: string
  value: string
  starts: string | null
  ends: string | null
  data_class: string
  batch_id: number | null
  reported_by: number
  row: number
  list: string | null
}

/** What a return says of a child from a day on: SEN provision, need, year group, ethnicity, free meals, young carer, looked after. Without end it holds until the next statement on the topic. */
export interface PeopleStatement {
  area_id: number
  child_id: string
  /** One of specs/topics.json, which also gives the class, whether it holds until said otherwise, and the codes it may have. */
  topic: string
  value: string
  starts: string
  ends: string | null
  /** Which verb it is read with. claimed-… while the setting that says it only claims the child (people.roll_claim): no verb reads that, and nothing counts it. */
  data_class: string
  /** The return by which it is given, where that names everyone it holds of: whoever is not on the next one has come off it. school-census:spring is asked in spring alone. Null for all others. */
  list: string | null
  batch_id: number
  reported_by: number
  row: number
}

/** A suspension or permanent exclusion. Up to three reasons in no order, so reasons add to more than suspensions; a day is two sessions. */
export interface PeopleSuspension {
  area_id: number
  child_id: string
  place_id: number
  starts: string
  sessions: number | null
  category: string
  reasons: string[]
  sen_provision: string | null
  in_care: boolean | null
  number: Generated<number>
  batch_id: number
  reported_by: number
  row: number
}

/** Each suspension once, as the latest return has it: the census and a list of suspensions both tell of the same. */
export interface PeopleSuspensionOnce {
  area_id: number
  child_id: string
  place_id: number
  starts: string
  category: string
  sessions: number | null
  reasons: string[]
  sen_provision: string | null
  in_care: boolean | null
  batch_id: number
  reported_by: number
  row: number
}

/** reference. A target group as it is defined from a day on: specs/target-groups.json. Its id is that of measures.grouping where figures are published for the same group. */
export interface PeopleTargetGroup {
  group_id: string
  starts: string
  ends: string | null
  label: string
  about: string
  data_class: string
  position: number
}

/** reference. What makes a child one of a target group: any one rule is enough. */
export interface PeopleTargetRule {
  group_id: string
  starts: string
  number: number
  /** said: a return says it of them; neighbourhood: decile of deprivation of where they live at most limit_at; suspended: within twelve months; absent: at least limit_at percent of possible sessions of a school year, twenty sessions or more. */
  kind: string
  topic: string | null
  one_of: string[] | null
  none_of: string[] | null
  limit_at: number | null
  words: string
  source: string
}

/** reference. A local area: the tenant. Its place is the authority it is for; colour is the one it chose, 4.5:1 on paper. */
export interface PlacesArea {
  area_id: number
  place_id: number
  name: string
  slug: string
  colour: string
  made_at: Date
  /** Goes up with every change of its name, colour or mark, so that two people never overwrite each other unseen. */
  version: Generated<number>
}

/** Each area with the authority it is for, for rooms that greet people. */
export interface PlacesAreaHome {
  area_id: number | null
  name: string | null
  slug: string | null
  colour: string | null
  place_id: number | null
  place_name: string | null
  place_code: string | null
  logo_hash: string | null
  logo_type: string | null
  logo_text: string | null
}

/** The mark an area shows beside its name. An SVG is kept only where it holds shapes and nothing that runs or fetches. */
export interface PlacesAreaLogo {
  area_id: number
  type: string
  bytes: Buffer
  content_hash: string
  alternative: string
  set_by: string
  set_at: Date
}

/** reference. Which part of one area lies in another where boundaries differ (health and council), by a method and source that are named. Of a bridge of one name the newest batch holds. */
export interface PlacesBridge {
  batch_id: number
  from_code: string
  to_code: string
  /** The share of what is counted in from_code that is taken to belong to to_code: the weights of one from_code add up to 1 or less. */
  weight: number
  bridge: string
  method: string
  source: string
  vintage: string
  row: number
}

/** A setting that its area says has closed, with its last day, until the register says so too. */
export interface PlacesClosure {
  area_id: number
  place_id: number
  ends: string
  reason: string
  said_by: string
  said_at: Date
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

/** reference. The register: every school and setting a list of them speaks of, as the newest list has it. Those of the areas this Belong is run for are places too. */
export interface PlacesEstablishment {
  urn: number
  name: string
  type: string | null
  type_group: string | null
  status: number | null
  phase: number | null
  open_date: string | null
  close_date: string | null
  open_reason: string | null
  close_reason: string | null
  low_age: number | null
  high_age: number | null
  capacity: number | null
  pupils: number | null
  gender: string | null
  la_code: string | null
  laestab: string | null
  ukprn: string | null
  trust_code: string | null
  trust: string | null
  /** Resourced provision, SEN unit, or both. */
  provision: string | null
  provision_on_roll: number | null
  provision_capacity: number | null
  unit_on_roll: number | null
  unit_capacity: number | null
  sen_types: string[] | null
  section41: string | null
  section41_from: string | null
  section41_until: string | null
  town: string | null
  postcode: string | null
  district: string | null
  ward: string | null
  lsoa: string | null
  msoa: string | null
  easting: number | null
  northing: number | null
  /** The day of the list that described it; null where only a list beside the register names it. */
  as_at: string | null
  batch_id: number
  /** Of the file of that batch, where it was last changed. */
  row: number
}

/** reference. What the register said of a setting before a newer list changed it: to show as it was, and to put back. */
export interface PlacesEstablishmentBefore {
  urn: number
  name: string
  type: string | null
  type_group: string | null
  status: number | null
  phase: number | null
  open_date: string | null
  close_date: string | null
  open_reason: string | null
  close_reason: string | null
  low_age: number | null
  high_age: number | null
  capacity: number | null
  pupils: number | null
  gender: string | null
  la_code: string | null
  laestab: string | null
  ukprn: string | null
  trust_code: string | null
  trust: string | null
  provision: string | null
  provision_on_roll: number | null
  provision_capacity: number | null
  unit_on_roll: number | null
  unit_capacity: number | null
  sen_types: string[] | null
  section41: string | null
  section41_from: string | null
  section41_until: string | null
  town: string | null
  postcode: string | null
  district: string | null
  ward: string | null
  lsoa: string | null
  msoa: string | null
  easting: number | null
  northing: number | null
  as_at: string | null
  batch_id: number
  row: number
  replaced_by: number
}

/** reference. Which setting came before or after which, or is joined to it otherwise, as the register says. */
export interface PlacesEstablishmentLink {
  urn: number
  link_urn: number
  link_type: string
  link_name: string
  on_date: string | null
  batch_id: number
  row: number
}

/** reference. Types of setting and the group each belongs to, as DfE lists them. */
export interface PlacesEstablishmentType {
  type: string
  type_code: string
  type_group: string
  group_code: string
  batch_id: number
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
  /** The batch of the register it follows from, with which it is made anew; null where it came otherwise. */
  batch_id: number | null
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

/** Hierarchies that are an area's own, changed by those who keep its settings. Under the purpose "same" a setting a return named lies in the one it was found to be. */
export interface PlacesOwnHierarchy {
  area_id: number
  hierarchy: string
  purpose: Generated<string>
  made_by: string
  made_at: Date
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

/** Which place a code stands for today, for rooms that are told of places by others: urn of a school, dfe code of an authority. */
export interface PlacesPlaceByCode {
  scheme: string
  code: string
  place_id: number
}

/** reference. Codes by which a place is known, and when: ons (E08000035), dfe (383), lait (970 for England), urn, laestab, ukprn. A LAESTAB may move to another setting, with a day. */
export interface PlacesPlaceCode {
  scheme: string
  code: string
  place_id: number
  starts: string | null
  ends: string | null
  /** The batch of the register it follows from, with which it is made anew; null where it came otherwise. */
  batch_id: number | null
}

/** What a place is called, of which level it is and from when to when it stands, for rooms that name places. */
export interface PlacesPlaceNamed {
  place_id: number
  name: string
  level: string
  starts: string | null
  ends: string | null
}

/** Every place with each place it lies in today, itself included, from a school to the country and across hierarchies. All that access knows of the tree. */
export interface PlacesReach {
  place_id: number
  within_id: number
}

/** Settings of a place with the days they opened and closed and those that took their place, closed ones of an authority among them: for rooms that ask who was there at a time. */
export interface PlacesSettingIn {
  within_id: number
  place_id: number
  name: string
  starts: string | null
  ends: string | null
  heirs: number[] | null
}

/** Of which phase and group of types a setting is by the register, for rooms that compare settings with their like. */
export interface PlacesSettingKind {
  place_id: number
  phase: number | null
  type_group: string | null
}

/** reference. Which place took over from which, on its first day. A successor does not inherit figures. */
export interface PlacesSuccession {
  from_id: number
  to_id: number
  on_date: string
  batch_id: number | null
}

/** Moves on with every write that a page may show; pages make their ETags of it. Row 0 counts published figures and places. */
export interface PlatformDataVersion {
  area_id: number
  version: number
}

/** One line for each action done and each look at a child's record: who, in which role, when, through which door, with what input, what it changed and why. */
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
  acting_as: string | null
  child_id: string | null
  /** Field by field what stood there before and what stands there now: {"field": [old, new]}. */
  changes: unknown | null
  reason: string | null
  is_look: Generated<boolean>
  payload_salt: Generated<string | null>
  /** SHA-256 of payload_salt, input, changes (empty where none) and = with the reason (empty where none), U+001F between: what the seal covers, so that personal words can be erased (and the salt with them) and the chain still holds. */
  payload_hash: Buffer
}

/** What lines of the audit say was sent and changed, for who reads the audit and of one's own lines; of a child's record only which fields changed, since reading the audit opens no class of data; what was typed about people who work here stays out too. */
export interface PlatformDeedWords {
  area_id: number
  deed_id: string
  input: unknown
  changes: unknown | null
  payload_salt: string | null
  changed: string[] | null
}

/** What stands: for each kind of return, period and setting the batch whose rows count now. A corrected return takes the place of the one before. */
export interface PlatformExtent {
  area_id: number
  series: string
  /** As people say it and in order of time: 2025-1-spring, 2024/25, 2025-01-16. */
  period: string
  /** The setting whose return it is; the authority where one return speaks for all. */
  place_id: number
  batch_id: number
  /** The day the return speaks of: census day, the last day of a term. */
  as_at: string
  rows: number
  content_hash: string
  given_at: Date
}

/** What stood before a batch took its place, to show and to put back when that batch is undone. */
export interface PlatformExtentBefore {
  area_id: number
  series: string
  period: string
  place_id: number
  batch_id: number
  as_at: string
  rows: number
  content_hash: string
  given_at: Date
  replaced_by: number
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

/** A paper somebody asked for: a scorecard, a strategy, a measure or a comparison as a document. Its file lies in the data folder for seven days. */
export interface PlatformPaper {
  area_id: number
  paper_id: string
  work_id: string
  kind: string
  /** The address of the page it was made from. */
  subject: string
  title: string
  format: string
  file: string | null
  bytes: number | null
  pages: number | null
  asked_by: string
  asked_at: Date
  made_at: Date | null
  gone_at: Date | null
}

/** The chain of the audit: each line's SHA-256 with that of the line before it. An altered, missing or added line breaks it. */
export interface PlatformSeal {
  area_id: number
  number: number
  deed_id: string
  hash: Buffer
  sealed_at: Date
}

/** Facts that a corrected return replaced, whole, to show and to put back when it is undone. */
export interface PlatformSetAside {
  area_id: number
  replaced_by: number
  number: number
  of_table: string
  batch_id: number
  child_id: string | null
  stood: unknown
}

/** What an installation or area has decided about itself: whether reference figures are in, the demo, the setup link. */
export interface PlatformSetting {
  area_id: number
  name: string
  value: unknown
}

/** Lines of the audit that the sealer has not yet put into the chain: written with the line, gone within a second. */
export interface PlatformUnsealed {
  area_id: number
  deed_id: string
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
  measure_id: string | null
  group_id: string | null
  title: string
  owner: string
  due: string | null
  expected_effect: string | null
  state: string
  state_reason: string | null
  made_by: string
  made_at: Date
  changed_at: Date
  version: Generated<number>
  strategy_id: string | null
  priority_id: string | null
  number: string | null
  /** The outcome of the plan it serves; actions of one outcome stand together. */
  outcome: string | null
  /** By when, as the plan says it, where that is no day: ongoing, at review. */
  due_words: string | null
  /** Why it names no curve, where it does not: nobody has said which measure it is to move. */
  no_curve_reason: string | null
}

/** How an action stood before each change: what was promised to whom by when cannot quietly become something else. */
export interface ProgrammeActionBefore {
  area_id: number
  action_id: string
  version: number
  stood: unknown
  changed_by: string
  changed_at: Date
}

/** Who leads a priority, by role and never by name: people move. */
export interface ProgrammeLead {
  area_id: number
  priority_id: string
  position: number
  kind: string
  role_title: string
  people: Generated<number>
}

/** From a strategy, or one of its actions, to another strategy: one held here, or one only named. */
export interface ProgrammeLink {
  area_id: number
  link_id: string
  strategy_id: string
  action_id: string | null
  to_strategy_id: string | null
  to_words: string | null
  kind: string
  position: number
}

/** The way of a strategy itself: consult, scrutiny, finalise, publish, re-align resources, review. */
export interface ProgrammeMilestone {
  area_id: number
  milestone_id: string
  strategy_id: string
  position: number
  stage: string
  body: string
  when_words: string
  starts: string | null
  ends: string | null
}

/** A priority of a strategy, with the outcome it is to bring. Closed on a day with a reason, never deleted. */
export interface ProgrammePriority {
  area_id: number
  priority_id: string
  strategy_id: string
  number: number
  title: string
  outcome: Generated<string>
  closed_on: string | null
  closed_reason: string | null
  changed_at: Date
  version: Generated<number>
}

/** A measure of success or an agreed target of a strategy: something it asked to be judged by. */
export interface ProgrammePromise {
  area_id: number
  promise_id: string
  strategy_id: string
  number: number
  body: string
  /** Why nobody can say whether it was kept, where it has no test: no value, no date, nothing published. */
  why_not_known: string | null
  /** What would have to be collected to know. */
  to_know: string | null
  /** Measures shown beside a promise that cannot be judged, parted by commas: each an id, or id and group parted by a blank. */
  nearest: string | null
  /** What to know of how it is judged: where a published figure only comes near to what was promised, and what speaks for and against it. */
  note: string | null
  changed_by: string
  changed_at: Date
  version: Generated<number>
  withdrawn_at: Date | null
  withdrawn_by: string | null
  withdrawn_reason: string | null
}

/** How a promise and its tests stood before each change: what was promised cannot quietly become something easier. */
export interface ProgrammePromiseBefore {
  area_id: number
  promise_id: string
  version: number
  stood: unknown
  changed_by: string
  changed_at: Date
}

/** How a promise is judged on published figures. All tests of a promise hold, or it was not kept. */
export interface ProgrammePromiseTest {
  area_id: number
  promise_id: string
  position: number
  measure_id: string
  group_id: string
  place_id: number
  rule: string
  /** The value to reach (at-least, at-most) or the share to fall by, in per cent (falls-by-share). */
  value: number | null
  from_period: string | null
  to_period: string
}

/** The boards a strategy reports to: what each does for it, and to which board that one reports. */
export interface ProgrammeReporting {
  area_id: number
  strategy_id: string
  position: number
  body: string
  part: string
  reports_to: string | null
}

/** What a strategy says, one sentence a row: its aims, principles, outcomes, drivers in law and policy, target groups. */
export interface ProgrammeStatement {
  area_id: number
  statement_id: string
  strategy_id: string
  kind: string
  position: number
  /** Whom it speaks of, where the strategy divides its values so: children and young people; parents and carers; the council. */
  audience: string | null
  body: string
  /** For a target group, the group of the measure book that comes nearest, where there is one. */
  group_id: string | null
}

/** A strategy: a coherent set of actions with a reasoned chance. Its life is starts to ends; it is never deleted, only retired, with a reason. */
export interface ProgrammeStrategy {
  area_id: number
  strategy_id: string
  slug: string
  title: string
  vision: Generated<string>
  starts: string | null
  ends: string | null
  /** The document it was written down from, in words. */
  source: Generated<string>
  agreed_by: string | null
  agreed_on: string | null
  /** From when the public may read it; null where they may not. */
  public_from: string | null
  retired_on: string | null
  retired_by: string | null
  retired_reason: string | null
  made_by: string
  made_at: Date
  changed_by: string
  changed_at: Date
  version: Generated<number>
}

/** Each earlier version of a strategy, whole: what it said, with its statements, priorities, milestones and links, and why it was changed. */
export interface ProgrammeStrategyBefore {
  area_id: number
  strategy_id: string
  version: number
  stood: unknown
  why: string
  changed_by: string
  changed_at: Date
}

/** A service as one file tells of it. Later files lie over earlier ones: provision.service_now is what stands, and shows the one before when its batch is undone. */
export interface ProvisionService {
  area_id: number
  batch_id: number
  service_id: string
  /** Which of the services of the file it is, from 1. */
  row: number
  organization_id: string | null
  organization: string | null
  name: string
  /** None where the file gives none that we know. */
  status: string | null
  description: string | null
  url: string | null
  email: string | null
  phone: string | null
  fees: string | null
  accreditations: string | null
  alert: string | null
  minimum_age: number | null
  maximum_age: number | null
  assured_on: string | null
  last_modified: Date | null
  /** Of which parts the file tells all there are: times, places, and each kind of provision.service_word. Of the others an earlier file still speaks. */
  says: string[]
  /** Of all the file says of it, parts and all: equal where it says the same. */
  hash: string
}

/** Each service as the last file that stands tells of it. */
export interface ProvisionServiceNow {
  area_id: number
  batch_id: number
  service_id: string
  row: number
  organization_id: string | null
  organization: string | null
  name: string
  status: string | null
  description: string | null
  url: string | null
  email: string | null
  phone: string | null
  fees: string | null
  accreditations: string | null
  alert: string | null
  minimum_age: number | null
  maximum_age: number | null
  assured_on: string | null
  last_modified: Date | null
  says: string[]
  hash: string
}

/** Where a service can be had: a building, by post, or over the wire. */
export interface ProvisionServicePlace {
  area_id: number
  batch_id: number
  service_id: string
  number: number
  location_id: string
  kind: string | null
  name: string | null
  address: string | null
  postcode: string | null
  latitude: number | null
  longitude: number | null
  accessibility: string | null
}

/** Where each service can be had, by the last file that tells of it. */
export interface ProvisionServicePlaceNow {
  area_id: number
  batch_id: number
  service_id: string
  number: number
  location_id: string
  kind: string | null
  name: string | null
  address: string | null
  postcode: string | null
  latitude: number | null
  longitude: number | null
  accessibility: string | null
}

/** When a service can be had. */
export interface ProvisionServiceTime {
  area_id: number
  batch_id: number
  service_id: string
  number: number
  /** MO to SU; none where it is of no day of the week. */
  days: string[]
  freq: string | null
  every: number | null
  month_days: number[]
  valid_from: string | null
  valid_to: string | null
  /** Hours and minutes: 10:00. */
  opens: string | null
  closes: string | null
  description: string | null
}

/** When each service can be had, by the last file that tells of it. */
export interface ProvisionServiceTimeNow {
  area_id: number
  batch_id: number
  service_id: string
  number: number
  days: string[]
  freq: string | null
  every: number | null
  month_days: number[]
  valid_from: string | null
  valid_to: string | null
  opens: string | null
  closes: string | null
  description: string | null
}

/** What else is said of a service in words: terms of taxonomies it is filed under, languages, areas served, costs, funding, and ways to reach it. Names of people are left out. */
export interface ProvisionServiceWord {
  area_id: number
  batch_id: number
  service_id: string
  number: number
  kind: string
  body: string
  term_id: string | null
}

/** What else is said of each service, by the last file that tells of it. */
export interface ProvisionServiceWordNow {
  area_id: number
  batch_id: number
  service_id: string
  number: number
  kind: string
  body: string
  term_id: string | null
}

/** Taxonomies and their terms, as lists of them give them. A taxonomy is a term without a taxonomy. */
export interface ProvisionTerm {
  area_id: number
  batch_id: number
  term_id: string
  row: number
  name: string
  description: string | null
  parent_id: string | null
  taxonomy: string | null
}

/** A scorecard as an area showed it to the public: published figures with the words and stories of that day. Never altered; a newer one takes its place. */
export interface PublishingRelease {
  area_id: number
  release_id: string
  place_id: number
  framework_id: string
  content: unknown
  published_by: string
  published_at: Date
  withdrawn_at: Date | null
  withdrawn_by: string | null
  withdrawn_reason: string | null
}

/** A curve as it stood at a decision: its figures and where it would go if nothing changed. Never altered; what is better than this has turned. */
export interface ScorecardsBaseline {
  area_id: number
  baseline_id: string
  place_id: number
  measure_id: string
  group_id: string
  decision: string
  reason: string
  definition_version: number
  /** Array of {period, value, missing, batch, row}, oldest first. */
  history: unknown
  /** Array of {period, value, low, high}. */
  forecast: unknown
  method: string
  frozen_by: string
  frozen_at: Date
  withdrawn_at: Date | null
  withdrawn_by: string | null
}

/** A cause or force behind a curve: makes it better or worse, and how we know. */
export interface ScorecardsCause {
  area_id: number
  cause_id: string
  place_id: number
  measure_id: string
  group_id: string
  effect: string
  body: string
  evidence: Generated<string>
  evidence_address: string | null
  made_by: string
  made_at: Date
  ended_at: Date | null
  ended_by: string | null
}

/** A service's measure contributes to an indicator of a result. Contribution, never attribution. */
export interface ScorecardsContribution {
  area_id: number
  performance_measure_id: string
  indicator_id: string
  kind: string
  strength: string
  rationale: string
  made_by: string
  made_at: Date
  ended_at: Date | null
  ended_by: string | null
}

/** A set of results an area works to, with its life: the five outcomes of 2007, those of 2019, the area's own. */
export interface ScorecardsFramework {
  area_id: number
  framework_id: string
  slug: string
  name: string
  source: string
  starts: string | null
  ends: string | null
  position: number
  made_by: string
  made_at: Date
}

/** What works, or might: with its evidence and what it costs. Those that cost nothing are shown first. */
export interface ScorecardsIdea {
  area_id: number
  idea_id: string
  place_id: number
  measure_id: string
  group_id: string
  body: string
  evidence: string
  cost: string
  source: Generated<string>
  source_address: string | null
  leverage: string | null
  feasibility: string | null
  /** The action it became, where it was chosen. */
  action_id: string | null
  made_by: string
  made_at: Date
  ended_at: Date | null
  ended_by: string | null
}

/** What quantifies a result for the whole population. On the data development agenda it may have no measure yet: then wanted says what is missing and bringer who will bring it. */
export interface ScorecardsIndicator {
  area_id: number
  indicator_id: string
  result_id: string
  position: number
  measure_id: string | null
  group_id: string | null
  wanted: string | null
  bringer: string | null
  made_by: string
  made_at: Date
  ended_at: Date | null
  ended_by: string | null
  ended_reason: string | null
}

/** The part an indicator plays, from when: the newest row counts. At most five headlines a result. */
export interface ScorecardsIndicatorRole {
  area_id: number
  indicator_id: string
  starts: Date
  role: string
  reason: string
  set_by: string
}

/** Who has a part in turning a curve, what part, and whether they agreed to it, when. */
export interface ScorecardsPartner {
  area_id: number
  partner_id: string
  place_id: number
  measure_id: string
  group_id: string
  name: string
  part: string
  agreed_on: string | null
  agreed_by: string | null
  made_by: string
  made_at: Date
  ended_at: Date | null
  ended_by: string | null
}

/** How well a service works for its customers: how much did we do, how well, is anyone better off (number, per cent). */
export interface ScorecardsPerformanceMeasure {
  area_id: number
  performance_measure_id: string
  service_id: string
  position: number
  body: string
  measure_id: string | null
  group_id: string | null
  quadrant: string
  better_off: string | null
  role: string
  made_by: string
  made_at: Date
  ended_at: Date | null
  ended_by: string | null
  ended_reason: string | null
}

/** The research agenda of a curve: what we must find out, who will, by when, and what they found. */
export interface ScorecardsQuestion {
  area_id: number
  question_id: string
  place_id: number
  measure_id: string
  group_id: string
  body: string
  finder: string
  due: string | null
  answer: string | null
  answered_by: string | null
  answered_at: Date | null
  made_by: string
  made_at: Date
  ended_at: Date | null
  ended_by: string | null
}

/** How good an indicator is: do people understand it (communication), does it stand for the result (proxy), is there good data in time (data). The newest counts. */
export interface ScorecardsRating {
  area_id: number
  indicator_id: string
  rated_at: Date
  communication: string
  proxy: string
  data: string
  reason: string
  rated_by: string
}

/** A comment on one point of a curve. */
export interface ScorecardsRemark {
  area_id: number
  remark_id: string
  place_id: number
  measure_id: string
  group_id: string
  period_label: string
  body: string
  made_by: string
  made_at: Date
  taken_back_at: Date | null
}

/** A condition of well-being in plain words, for a population: what we want for children here. Held by partners together, owned by no service. */
export interface ScorecardsResult {
  area_id: number
  result_id: string
  framework_id: string
  position: number
  body: string
  /** What it would look like if we could see it. */
  looks_like: Generated<string>
  place_id: number
  ages: Generated<string>
  group_id: Generated<string>
  agreed_by: string | null
  agreed_on: string | null
  ended_at: Date | null
  ended_by: string | null
  ended_reason: string | null
  changed_by: string
  changed_at: Date
  version: Generated<number>
}

/** Each earlier version of a result: what it said, for whom, who had agreed it, and why it was reworded. */
export interface ScorecardsResultBefore {
  area_id: number
  result_id: string
  version: number
  stood: unknown
  why: string
  changed_by: string
  changed_at: Date
}

/** Another way the curve may go, with what is assumed. points is an array of {period, value}. */
export interface ScorecardsScenario {
  area_id: number
  scenario_id: string
  place_id: number
  measure_id: string
  group_id: string
  name: string
  assumptions: string
  points: unknown
  made_by: string
  made_at: Date
  withdrawn_at: Date | null
  withdrawn_by: string | null
}

/** A service or programme, whose manager answers for its customers: performance accountability. */
export interface ScorecardsService {
  area_id: number
  service_id: string
  slug: string
  name: string
  customers: string
  manager: string
  host: Generated<string>
  ended_at: Date | null
  ended_by: string | null
  ended_reason: string | null
  changed_by: string
  changed_at: Date
  version: Generated<number>
}

/** Each earlier version of a service: its name, whom it serves and who answered for it. */
export interface ScorecardsServiceBefore {
  area_id: number
  service_id: string
  version: number
  stood: unknown
  changed_by: string
  changed_at: Date
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
  /** The latest period with a figure when the story was written: the period it answers for. */
  period_label: string | null
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
  agreed_by: string | null
}
