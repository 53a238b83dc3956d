import type { Actor, Reader } from '#platform'
import { holdsInArea } from '../grants.ts'
import { mayManage } from './ground.ts'

export interface AccessLink {
  href: string
  text: string
  about: string
}

/** The pages about people and what they may do that somebody may use, in the area they look at. */
export async function accessLinks(actor: Actor, db: Reader): Promise<AccessLink[]> {
  const may = async (verb: 'role:change' | 'sharing:manage' | 'key:make' | 'audit:read') => (await holdsInArea(actor, verb, db)) === true
  const [manages, changes, shares, keys, audits] = await Promise.all([mayManage(actor, db), may('role:change'), may('sharing:manage'), may('key:make'), may('audit:read')])
  return [
    ...(manages === true ? [{ href: '/people', text: 'People', about: 'who is here, in which role, from when to when' }, { href: '/people/invitations', text: 'Invitations', about: 'who was asked to come, and whether they have' }] : []),
    ...(manages === true || changes || audits ? [{ href: '/roles', text: 'Roles', about: 'what each role may do, since when' }] : []),
    ...(manages === true || shares || audits ? [{ href: '/sharing', text: 'Sharing', about: 'what places let each other see, and why' }] : []),
    ...(keys ? [{ href: '/keys', text: 'Keys', about: 'what programs may do here' }] : []),
  ]
}
