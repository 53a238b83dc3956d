import type { Page } from 'playwright-core'
import { goToKelderby } from './cast/kelderby.ts'
import { type Person, press } from './steps.ts'

/** Who looks: one of the cast, the first administrator of a Belong without the demo, somebody who is invited while we look, or null for somebody who is not signed in. */
export type Looker = Person | 'newcomer' | 'invited' | null

/** A page in one state, and how one comes to see it. */
export interface PageInState {
  name: string
  person: Looker
  show: (page: Page) => Promise<unknown>
}

export function state(name: string, person: Looker, address: string): PageInState {
  return { name, person, show: (page) => page.goto(address) }
}

/** A page as somebody sees it who looks at Kelderby, which has children. */
export function inKelderby(name: string, person: Person, address: string, act: (page: Page) => Promise<unknown> = async () => {}): PageInState {
  return {
    name, person,
    async show(page) {
      if (!(await page.locator('.area', { hasText: 'Kelderby' }).count())) await page.goto('/').then(() => goToKelderby(page))
      await page.goto(address)
      await act(page)
      await page.waitForLoadState()
    },
  }
}

/** The same page with all that is folded away. */
export function unfoldedState(name: string, person: Looker, address: string): PageInState {
  return { name, person, show: (page) => unfolded(page, address) }
}

/** What answers a form that is sent as the director. */
export function sent(name: string, from: string, action: string, fields: Record<string, string>): PageInState {
  return { name, person: 'director', show: (page) => sendForm(page, from, action, fields) }
}

/** What answers a button that is pressed on a page with nothing filled in. */
export function pressed(name: string, person: Looker, address: string, button: string): PageInState {
  return { name, person, show: (page) => openThen(page, address, () => press(page, button)) }
}

export async function openThen(page: Page, address: string, act: () => Promise<unknown>) {
  await page.goto(address)
  await act()
  await page.waitForLoadState()
}

export async function unfolded(page: Page, address: string) {
  await page.goto(address)
  await unfoldAll(page)
}

export const unfoldAll = (page: Page) => page.evaluate('for (const folded of document.querySelectorAll("details")) folded.open = true')

/** Sends a form that no page offers, as somebody would who has kept an old page open. */
export async function sendForm(page: Page, from: string, action: string, fields: Record<string, string>) {
  await page.goto(from)
  await Promise.all([page.waitForEvent('load'), page.evaluate(([action, fields]) => {
    const form = document.createElement('form')
    form.method = 'post'
    form.action = action
    for (const [name, value] of Object.entries(fields)) form.append(Object.assign(document.createElement('input'), { name, value }))
    document.body.append(form)
    form.submit()
  }, [action, fields] as const)])
}
