import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { censusDay } from '#kernel'
import { type Day, dayOf, isoOf } from './calendar.ts'
import type { Counts } from './counts.ts'
import { branch } from './draw.ts'
import { surnameOn, type Told } from './families.ts'
import { upnOn } from './identity.ts'
import { Lines } from './lines.ts'
import { type Request, requestBy, requestOf } from './plans.ts'
import { needsOn } from './support.ts'
import type { ToldChild } from './told-child.ts'

interface Collection {
  /** The year of the January it is taken in; it speaks of the calendar year before, and of plans on census day. */
  year: number
  day: Day
  lines: Lines
}

/** Writes SEN2, the authority's own return on plans, as XML: one for each January told. */
export class Sen2Files {
  private readonly collections: Collection[] = []
  private readonly counts: Counts
  private readonly told: Told

  constructor(folder: string, told: Told, counts: Counts) {
    this.counts = counts
    this.told = told
    mkdirSync(join(folder, 'sen2'), { recursive: true })
    for (let year = told.firstYear + 1; year <= told.lastYear + 1; year += 1) {
      const day = dayOf(censusDay('spring', year))
      if (day <= told.until) this.collections.push({ year, day, lines: open(folder, year, day) })
    }
  }

  write(one: ToldChild) {
    const request = requestOf(one.child, one.support, this.told)
    if (request) for (const collection of this.collections) this.person(collection, one, request)
  }

  close() {
    for (const { lines } of this.collections) {
      lines.write(' </Persons>\n</Message>\n')
      lines.close()
    }
  }

  private person({ year, day, lines }: Collection, one: ToldChild, whole: Request) {
    const request = requestBy(whole, day)
    const first = dayOf(`${year - 1}-01-01`)
    const here = one.path.stays.find(({ from, to, isSecond }) => !isSecond && from <= day && (to === null || to >= day))
    const isActive = request?.plan != null && here !== undefined
    const isOfYear = request !== null && request.received <= dayOf(`${year - 1}-12-31`) && lastHeardOf(request) >= first
    if (!request || !(isActive || (isOfYear && here))) return
    const { child } = one
    lines.write(`  <Person><Surname>${surnameOn(child, day)}</Surname><Forename>${child.givenName}</Forename><PersonBirthDate>${isoOf(child.born)}</PersonBirthDate><Sex>${child.sex}</Sex>`
      + `<Ethnicity>${child.family.ethnicity}</Ethnicity><PostCode>${child.family.postcode}</PostCode><UPN>${upnOn(one.identity, day)}</UPN>
   <Requests>${requestXml(request, year)}${assessmentXml(request, here!.est.urn, isOfYear)}${isActive ? this.activeXml(one, here!.est.urn, here!.from, request.plan!, day) : ''}   </Requests>
  </Person>
`)
    this.count(request, isActive, { year, day }, here!)
  }

  private activeXml({ child, support }: ToldChild, urn: string, entered: Day, plan: Day, day: Day) {
    const review = branch(this.told.seed, 21, child.number, day).next()
    const reviewed = day - 20 - Math.floor(review * 330)
    const said = needsOn(support, 'E', day).map((need, at) => `<SENneed><SENtype>${need}</SENtype><SENtypeRank>${at + 1}</SENtypeRank></SENneed>`)
    return `
    <ActivePlans>${reviewed > plan ? `<ReviewMeeting>${isoOf(reviewed - 20)}</ReviewMeeting><ReviewOutcome>M</ReviewOutcome><LastReview>${isoOf(reviewed)}</LastReview>` : ''}
     <PlacementDetail><URN>${urn}</URN><PlacementRank>1</PlacementRank><EntryDate>${isoOf(Math.max(entered, plan))}</EntryDate>${UNITS}</PlacementDetail>
     ${said.join('')}
    </ActivePlans>
`
  }

  private count({ received, decided, outcome, assessed, plan }: Request, isActive: boolean, { year, day }: Pick<Collection, 'year' | 'day'>, { est }: ToldChild['path']['stays'][number]) {
    const isIn = (on: Day | null | undefined) => on !== null && on !== undefined && isoOf(on).startsWith(String(year - 1))
    const issued = plan !== null && isIn(plan)
    this.counts.add('plans', String(year), day, est, {
      active: isActive ? 1 : 0, 'requests received': isIn(received) ? 1 : 0, refused: outcome === 'N' && isIn(decided) ? 1 : 0, 'decided in the year': isIn(decided) ? 1 : 0, issued: issued ? 1 : 0,
      'issued within 20 weeks': issued && plan! - received <= 140 ? 1 : 0, 'issued with an exception': issued && assessed!.hasException ? 1 : 0,
    })
  }
}

function open(folder: string, year: number, day: Day) {
  const lines = new Lines(join(folder, 'sen2', `sen2_${year}.xml`))
  lines.write(`<?xml version="1.0" encoding="UTF-8"?>
<Message>
 <Header>
  <CollectionDetails><Collection>SEN2</Collection><Year>${year}</Year><ReferenceDate>${isoOf(day)}</ReferenceDate></CollectionDetails>
  <Source><SourceLevel>L</SourceLevel><LEA>899</LEA><SoftwareCode>Kelderby</SoftwareCode><Release>1</Release><SerialNo>001</SerialNo><DateTime>${year}-02-10T09:00:00</DateTime></Source>
  <DMO>Yes</DMO><DCO>Yes</DCO>
 </Header>
 <Persons>
`)
  return lines
}

/** When a request was last decided upon; what is still open is of every year. */
function lastHeardOf({ decided, assessed }: Request): Day {
  if (decided === null || assessed?.on === null) return Infinity
  return assessed?.on ?? decided
}

const flag = (name: string, isSo = false) => `<${name}>${isSo ? 1 : 0}</${name}>`
const UNITS = `${flag('SENunitIndicator')}${flag('ResourcedProvisionIndicator')}`

/** Of a plan from before the year only that there is one: its request is told as history. */
function requestXml({ received, decided, outcome, plan }: Request, year: number) {
  const isPast = plan !== null && isoOf(plan) < `${year - 1}-01-01`
  const said = isPast ? 'H' : outcome
  const on = !isPast && decided !== null && outcome !== 'A' ? `<RequestOutcomeDate>${isoOf(decided)}</RequestOutcomeDate>` : ''
  return `<ReceivedDate>${isoOf(received)}</ReceivedDate>${flag('RYA')}${on}<RequestOutcome>${said}</RequestOutcome>${flag('RequestMediation')}${flag('RequestTribunal')}\n`
}

function assessmentXml({ outcome, assessed, plan }: Request, urn: string, isOfYear: boolean) {
  if (outcome !== 'Y' || !assessed) return ''
  const said = isOfYear ? assessed.outcome : 'H'
  const on = isOfYear && assessed.on !== null && assessed.outcome !== 'A' ? `<AssessmentOutcomeDate>${isoOf(assessed.on)}</AssessmentOutcomeDate>` : ''
  const where = `<PlanDetail><URN>${urn}</URN><PlacementRank>1</PlacementRank>${UNITS}</PlanDetail>`
  const named = plan === null ? '' : `<NamedPlan><StartDate>${isoOf(plan)}</StartDate>${flag('PB')}${flag('OA')}${where}</NamedPlan>`
  const appealed = ['AssessmentMediation', 'AssessmentTribunal', 'OtherMediation', 'OtherTribunal'].map((name) => flag(name)).join('')
  return `    <Assessment><AssessmentOutcome>${said}</AssessmentOutcome>${on}${appealed}${flag('Week20', assessed.hasException)}${named}</Assessment>`
}

