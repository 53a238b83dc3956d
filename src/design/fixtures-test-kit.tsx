import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { ComponentChildren, VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { DRAWN } from './fixtures-drawn-test-kit.tsx'

/** What a fixture of govuk-frontend was made with: its component's parameters, as far as they matter here. */
export interface Options extends Record<string, unknown> {
  text?: string
  html?: string
  classes?: string
  id?: string
  name?: string
  value?: string | number
  href?: string
  disabled?: boolean
  describedBy?: string
  isPageHeading?: boolean
  label?: Options
  hint?: Options
  errorMessage?: Options
  legend?: Options
  fieldset?: Options
  title?: Options
  actions?: Options
  items?: (Options | null | false | '')[]
}

export interface Fixture {
  name: string
  html: string
  options: Options
}

const FOLDER = join(dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json')), 'dist/govuk/components')

export const components = () => readdirSync(FOLDER, { withFileTypes: true }).filter((each) => each.isDirectory()).map(({ name }) => name)
export const fixturesOf = (component: string) => (JSON.parse(readFileSync(join(FOLDER, component, 'fixtures.json'), 'utf8')) as { fixtures: Fixture[] }).fixtures

/** Our component drawn with a fixture's parameters: what it says in tags and words, and what govuk-frontend says. */
export function drawn(component: string, { options, html }: Fixture) {
  ready.length = 0
  const ours = renderToString(DRAWN[component]!(options) as VNode).replace(/⟦(\d+)⟧/g, (_, at: string) => ready[Number(at)]!)
  return { ours: parts(ours), theirs: parts(html) }
}

/** Words of a parameter. Markup, which ours take as children and not as text, is put in when all is drawn. */
export function said(option: Options | undefined): ComponentChildren {
  if (!option) return undefined
  if (!option.html) return option.text
  return `⟦${ready.push(option.html) - 1}⟧`
}

const ready: string[] = []

/**
 * Tags with their attributes in order of name, and words, without the white space that no browser shows. `data-module` is left out on
 * both sides: it hooks scripts on, and our pages have none.
 */
function parts(html: string) {
  const found: string[] = []
  for (const [, tag, text] of html.matchAll(/(<[^>]*>)|([^<]+)/g)) {
    if (text !== undefined) {
      const words = decoded(text).replace(/\s+/g, ' ').trim()
      if (words) found.push(words)
    } else if (tag && !/^<\/(path|br|input)/.test(tag)) {
      const [, name, rest] = /^<(\/?[a-z0-9]+)([^>]*?)\/?>$/s.exec(tag)!
      const attributes = [...rest!.matchAll(/([\w:.-]+)(?:="([^"]*)")?/g)].map(([, key, value]) => `${key}=${decoded(value ?? '').replace(/\s+/g, ' ').trim()}`)
      found.push([name, ...attributes.filter((each) => !each.startsWith('data-module=')).sort()].join(' '))
    }
  }
  return found
}

function decoded(text: string) {
  return text.replaceAll('&#39;', '\'').replaceAll('&quot;', '"').replaceAll('&ctdot;', '⋯').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
