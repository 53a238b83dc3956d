import type { ComponentChildren, VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { assetPath } from './assets.ts'
import { areaColours } from './colour.ts'
import { TOKEN_META, withFormTokens } from './form-token.ts'
import { Glyphs } from './glyph.tsx'
import type { Logo } from './logo.ts'
import { Who } from './who.tsx'

/** Who the page is for, as far as the page shows it. */
export interface PageViewer {
  name: string
  roleTitle: string
  areaName: string
  areaSlug: string
  areaColour: string
  areaLogo?: Logo | null
  areas?: { name: string; slug: string }[]
  /** Proves that a form was drawn for this person's session. */
  formToken?: string
  /** After so many minutes without a page they are signed out; 0 or nothing: never. */
  idleMinutes?: number
  /** The page of the children they see in the area; nothing where they see none. */
  childrenAt?: NavigationItem | null
  /** The roles they hold in the area, and the one they act in; null for all of them. */
  roles?: readonly { appointmentId: string; label: string; where: string }[]
  appointmentId?: string | null
}

export interface PageProps {
  /** What this page is, without the area and the product: they follow. */
  title: string
  viewer: PageViewer | null
  /** The address being shown, which marks its place in the navigation. */
  path: string
  nonce: string
  children: ComponentChildren
  /** A public page or the sign-in page has no viewer but may have an area. */
  area?: { name: string; slug?: string; colour: string | null; logo?: Logo | null } | null
  /** A page for everyone, which asks nobody to sign in: where its mark leads. */
  publicHome?: string
  /** Sources and method, at the foot of the page. */
  foot?: ComponentChildren
  /** Looks again after so many seconds, for work that goes on; no script needed. */
  refreshSeconds?: number
  /** Text in the search box: the words looked for. */
  search?: string
  navigation?: NavigationItem[]
  /** Scripts by asset name, which make a page quicker and never different. */
  scripts?: string[]
}

export interface NavigationItem {
  label: string
  href: string
}

export const NAVIGATION: NavigationItem[] = [
  { label: 'My work', href: '/' },
  { label: 'Scorecard', href: '/scorecard' },
  { label: 'Strategies', href: '/strategies' },
  { label: 'Measures', href: '/measures' },
  { label: 'Compare', href: '/compare' },
  { label: 'Places', href: '/places' },
  { label: 'Data', href: '/data' },
]

/** A whole page as text, ready to send. In its print form everything folded away is open. */
export function drawPage(page: VNode, { isPrint = false } = {}) {
  const drawn = withFormTokens(renderToString(page))
  return `<!doctype html>${isPrint ? drawn.replace(/<details(?![^>]* open)/g, '<details open') : drawn}`
}

export function Page({ title, viewer, path, nonce, children, area, publicHome, foot, refreshSeconds, search, navigation, scripts }: PageProps) {
  const place = viewer ? { name: viewer.areaName, colour: viewer.areaColour, logo: viewer.areaLogo } : area ?? null
  return (
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{[title, place?.name, 'Belong'].filter(Boolean).join(' – ')}</title>
        {refreshSeconds ? <meta http-equiv="refresh" content={String(refreshSeconds)} /> : null}
        <link rel="preload" href={assetPath(FONT)} as="font" type="font/woff2" crossorigin="anonymous" />
        <link rel="stylesheet" href={assetPath('belong.css')} />
        <link rel="icon" href={assetPath('mark.svg')} type="image/svg+xml" />
        <style nonce={nonce} dangerouslySetInnerHTML={{ __html: colourRule(place?.colour) }} />
        {viewer?.formToken ? <meta name={TOKEN_META} content={viewer.formToken} /> : null}
        {[...(scripts ?? []), ...(viewer?.idleMinutes ? ['idle.js'] : [])].map((name) => <script src={assetPath(name)} nonce={nonce} defer />)}
      </head>
      <body data-idle-minutes={viewer?.idleMinutes || undefined}>
        <a href="#main" class="govuk-skip-link">Skip to main content</a>
        <Glyphs />
        <header class="wrap">
          <div class="masthead">
            <a class="mark" href={viewer ? '/' : publicHome ?? '/sign-in'}><svg aria-hidden="true"><use href="#g-mark" /></svg>Belong</a>
            {place ? <p class="area">{place.logo ? <img class="logo" src={place.logo.href} alt={place.logo.text} /> : null}{place.name}</p> : null}
            {viewer ? <Who viewer={viewer} /> : <p class="who"><a href="/sign-in">Sign in</a></p>}
            {viewer ? <Find words={search} /> : null}
          </div>
          {viewer || navigation ? <Navigation items={navigation ?? [...NAVIGATION.slice(0, 1), ...(viewer?.childrenAt ? [viewer.childrenAt] : []), ...NAVIGATION.slice(1)]} path={path} /> : null}
        </header>
        <main id="main" class="wrap" tabIndex={-1}>{children}</main>
        <footer class="wrap">
          <div class="foot">
            {foot}
            {viewer?.idleMinutes ? <Idle minutes={viewer.idleMinutes} /> : null}
            <Notices area={viewer?.areaSlug ?? area?.slug} />
            <p>Published figures are Crown copyright, used under the <a href={LICENCE}>Open Government Licence v3.0</a>. Belong is free software.{viewer ? <span class="no-print"> <a href="/keyboard">Keyboard</a></span> : null}</p>
          </div>
        </footer>
      </body>
    </html>
  )
}

const FONT = 'fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2'
const LICENCE = 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/'

/** What the area tells people about their data and its pages. */
function Notices({ area }: { area: string | undefined }) {
  if (!area) return null
  const at = `/public/${encodeURIComponent(area)}`
  return <p class="no-print"><a href={`${at}/privacy`}>Privacy</a> · <a href={`${at}/privacy-for-children`}>Privacy for children</a> · <a href={`${at}/accessibility`}>Accessibility statement</a></p>
}

function colourRule(colour: string | null | undefined) {
  const { area, wash, dark, deep } = areaColours(colour)
  return `:root{--area:${area};--area-wash:${wash};--area-dark:${dark};--area-deep:${deep}}`
}

/** With a script there is a warning before the end; without one this says what happens. */
function Idle({ minutes }: { minutes: number }) {
  return (
    <noscript>
      <form method="post" action="/session/keep" class="no-print">
        <p>After {minutes} minutes without a page you are signed out. What you send later than that is kept for you for a day. <button class="as-link">Stay signed in</button></p>
      </form>
    </noscript>
  )
}

function Find({ words }: { words: string | undefined }) {
  return (
    <form class="find" role="search" action="/search">
      <label class="govuk-visually-hidden" for="q">Search measures, places, strategies, actions and all else you may read</label>
      <input id="q" name="q" type="search" placeholder="Find anything here" value={words} autocomplete="off" />
      <button type="submit">Find</button>
    </form>
  )
}

/** The item whose address the path begins with, longest first; home only for itself. */
function Navigation({ items, path }: { items: NavigationItem[]; path: string }) {
  const bare = path.split('?', 1)[0]!
  const here = items.filter(({ href }) => bare === href || (href !== '/' && bare.startsWith(`${href}/`))).sort((a, b) => b.href.length - a.href.length)[0]
  return (
    <nav class="nav" aria-label="Main">
      <ul>
        {items.map((item) => <li><a href={item.href} aria-current={item !== here ? undefined : bare === item.href ? 'page' : 'true'}>{item.label}</a></li>)}
      </ul>
    </nav>
  )
}
