import type { Page } from 'playwright-core'
import { press } from './steps.ts'
import { inKelderby, type PageInState, sendForm, unfoldAll } from './ways.ts'

const LIST = 'email,name,role_title,role,place,from,until\n'

/** People, invitations, roles, sharing and keys, as whoever looks after them sees them, and as others do. */
export function administrationStates(): PageInState[] {
  const open = (name: string, address: string, act?: (page: Page) => Promise<unknown>) => inKelderby(name, 'administrator', address, act)
  const sent = (name: string, from: string, action: string, fields: Record<string, string>) => open(name, '/', (page) => sendForm(page, from, action, fields))
  return [
    open('people', '/people'), open('people, all unfolded', '/people', unfoldAll), open('people, nobody like that', '/people?words=xylophone&standing=left'),
    inKelderby('people of a school', 'head', '/people'), inKelderby('people, not allowed', 'analyst', '/people'), inKelderby('roles, not allowed', 'senco', '/roles'),
    open('somebody, all unfolded', '/people/board-member', unfoldAll), open('oneself among people', '/people/administrator'), open('nobody of that name', '/people/nobody'),
    sent('role given, nothing said', '/people/board-member', '/people/board-member/give', { role: '', place: '', reason: '' }), sent('role given, too long a reason', '/people/board-member', '/people/board-member/give', { role: 'senco', place: 'Kelderby', reason: 'long '.repeat(400) }),
    open('role ended without a reason', '/people/board-member', async (page) => { await unfoldAll(page); await page.getByRole('button', { name: /^End the role/ }).first().click() }),
    sent('signed out without a reason', '/people/officer', '/people/officer/sign-out', { reason: '' }), sent('left without a reason', '/people/officer', '/people/officer/leave', { on: '1999-01-01', reason: '' }),
    open('invite', '/people/invite'), sent('invite, nothing said', '/people/invite', '/people/invite', {}), sent('invite, too long', '/people/invite', '/people/invite', { email: `${'long'.repeat(80)}@example.org`, name: 'N'.repeat(300), roleTitle: 'T'.repeat(300), role: 'senco', place: 'Kelderby' }),
    open('invitations, none', '/people/invitations'), open('invite many', '/people/invite/many'), open('invite many, nothing', '/people/invite/many', (page) => press(page, 'Look through the list')),
    open('invite many, good and bad', '/people/invite/many', (page) => pasted(page, `${LIST}ada.quill@example.org,Ada Quill,Teacher,senco,Alder Row Primary School,,\n,No Address,,,Nowhere,,\n`)),
    open('invite many, all bad', '/people/invite/many', (page) => pasted(page, `${LIST}not one,No Address,,,Nowhere,,\n`)),
    open('invite many, sent', '/people/invite/many', async (page) => { await pasted(page, `${LIST}ada.quill@example.org,Ada Quill,Teacher,senco,Alder Row Primary School,,\nbo.quill@example.org,Bo Quill,Teacher,senco,Alder Row Primary School,,\n`); await press(page, 'Send all') }),
    open('invitations, some', '/people/invitations'), open('invitation withdrawn', '/people/invitations', (page) => page.getByRole('button', { name: /^Withdraw/ }).first().click()),
    open('roles', '/roles'), open('role', '/roles/senco', unfoldAll), inKelderby('roles to read', 'dpo', '/roles'), inKelderby('role to read', 'dpo', '/roles/senco'), open('no such role', '/roles/nothing'),
    sent('role of one’s own, nothing said', '/roles', '/roles', { label: '', about: '' }), sent('role changed, nothing said', '/roles/senco', '/roles/senco/cell', { verb: '', may: 'yes', from: '', reason: '' }), sent('role renamed to nothing', '/roles/senco', '/roles/senco/change', { label: '', about: 'A'.repeat(3000), version: '1' }),
    open('sharing, none', '/sharing'), open('sharing, nothing said', '/sharing', (page) => press(page, 'Make the agreement')),
    sent('sharing, made', '/sharing', '/sharing', { title: 'Moving up', purpose: 'Children move up', lawfulBasis: 'UK GDPR Article 6(1)(e)', verbs: 'child:read', starts: '2025-09-01', reviewOn: '2025-10-01' }), open('sharing, one, all unfolded', '/sharing', unfoldAll),
    open('sharing ended without a reason', '/sharing', async (page) => { await unfoldAll(page); await page.getByRole('button', { name: /^End it/ }).first().click() }), inKelderby('sharing to sign', 'head', '/sharing', unfoldAll),
    open('keys, none', '/keys'), open('keys, nothing said', '/keys', (page) => press(page, 'Make the key')),
    open('keys, made', '/keys', (page) => sendForm(page, '/keys', '/keys', { label: 'Nightly', verbs: 'published:read', until: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10) })),
    open('keys, one', '/keys'), inKelderby('keys, not allowed', 'senco', '/keys'),
  ]
}

async function pasted(page: Page, list: string) {
  await page.getByLabel('Paste the list').fill(list)
  await press(page, 'Look through the list')
}
