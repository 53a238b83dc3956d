import { readRecords, type XmlNode } from '../returns/xml-records.ts'
import { fieldNamed, type Module, moduleTitled } from './names.ts'
import type { Part, Person, Request } from './record.ts'

export interface XmlTaking {
  header: (part: Part) => void
  person: (person: Person) => void
  /** The header is all that is wanted. */
  only?: boolean
  progress?: ((share: number) => void) | undefined
}

/** Reads the persons of a SEN2 in XML one after the other; every header is given too, since there may be one alone. */
export async function readXmlPersons(path: string, take: XmlTaking): Promise<void> {
  let row = 0
  await readRecords(path, ['Header', 'Person'], (node) => {
    if (take.only && node.name === 'Person') return 'stop'
    if (node.name === 'Header') return take.header(headerPart(node))
    // Where all stands on one line the next number tells records apart.
    row = Math.max(node.line, row + 1)
    take.person(personOf(node, row))
  }, take.progress)
}


function personOf(node: XmlNode, row: number): Person {
  return { ...partOf('person', node), row, requests: inside(node, 'request').map(requestOf) }
}

function requestOf(node: XmlNode): Request {
  const assessments = inside(node, 'assessment')
  const plans = [...assessments, node].flatMap((one) => inside(one, 'plan'))
  const actives = inside(node, 'active')
  return {
    ...partOf('request', node),
    assessments: assessments.map((one) => partOf('assessment', one)),
    plan: plans[0] ? partOf('plan', plans[0]) : null,
    details: plans.flatMap((one) => inside(one, 'detail')).map((one) => partOf('detail', one)),
    active: actives[0] ? partOf('active', actives[0]) : null,
    placements: actives.flatMap((one) => inside(one, 'placement')).map((one) => partOf('placement', one)),
    needs: actives.flatMap((one) => inside(one, 'need')).map((one) => partOf('need', one)),
  }
}

/** Elements of a module, straight in another or in a list of them: <SENneeds><SENneed/></SENneeds>. */
function inside(node: XmlNode, module: Module): XmlNode[] {
  const found = node.children.filter(({ name }) => moduleTitled(name) === module)
  return found.flatMap((one) => {
    const nested = one.children.filter(({ name }) => moduleTitled(name) === module)
    return nested.length ? nested : [one]
  })
}

function partOf(module: Module, node: XmlNode): Part {
  const cells: Record<string, string> = {}
  for (const { name, text } of node.children) {
    const field = fieldNamed(module, name)
    if (field && text !== '') cells[field] ??= text
  }
  return { row: node.line, cells }
}

/** A header's fields stand in groups: CollectionDetails, Source, Content. */
function headerPart(node: XmlNode): Part {
  const cells: Record<string, string> = {}
  const gather = (one: XmlNode) => {
    const field = fieldNamed('header', one.name)
    if (field && one.text !== '' && !one.children.length) cells[field] ??= one.text
    one.children.forEach(gather)
  }
  gather(node)
  return { row: node.line, cells }
}
