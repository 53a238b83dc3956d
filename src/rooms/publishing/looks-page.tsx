import {
  Button, Buttons, Checkboxes, contrast, ErrorSummary, FileUpload, Hidden, Input, isLegible, legibleNear, NotificationBanner, Opening, Page, Rows, Section,
} from '#design'
import type { Viewer } from '#platform'
import type { Look } from '#rooms/places'
import { colourTyped } from './looks.ts'

export interface LooksPageProps {
  viewer: Viewer
  nonce: string
  look: Look
  once: string
  /** A form that came back: with what was wrong, or as a preview, when nothing is. */
  sent?: SentLook | undefined
  isSaved: boolean
}

export interface SentLook {
  typed: { name: string; colour: string; alternative: string; removeLogo: string; version: string }
  /** The mark that was sent, checked: it goes along with the form until it is saved. */
  mark: { type: string; base64: string } | null
  errors: Record<string, string>
  isConflict: boolean
}

/** How the area looks: its name, colour and mark. A preview is this very page, drawn as it would be. */
export function LooksPage({ viewer, nonce, look, once, sent, isSaved }: LooksPageProps) {
  const wrong = Object.entries(sent?.errors ?? {})
  const typed = sent?.typed ?? { name: look.name, colour: look.colour, alternative: look.logo?.text ?? '', removeLogo: '', version: String(look.version) }
  return (
    <Page title={`${wrong.length ? 'Error: ' : ''}How ${look.name} looks`} viewer={sent && !wrong.length ? as(viewer, sent, look) : viewer} path="/area/looks" nonce={nonce}>
      {wrong.length ? <ErrorSummary errors={wrong.map(([name, text]) => ({ text, href: `#${name}` }))} /> : null}
      {isSaved ? <NotificationBanner kind="success" text="This is how the area looks from now on, here and on its public pages." /> : null}
      {sent && !wrong.length ? <NotificationBanner text="This page is drawn as it would look. Nothing is saved yet." /> : null}
      <Opening kicker={<><a href="/">My work</a> · <b>How the area looks</b></>} heading={`How ${look.name} looks`}
        standfirst="Everybody who works here sees the name, the colour and the mark at the head of each page, and the public on theirs. They are on every printed paper too." />
      {sent?.isConflict ? <Standing look={look} /> : null}
      <form method="post" action="/area/looks" enctype="multipart/form-data" novalidate>
        <Hidden fields={{ once, version: sent?.isConflict ? String(look.version) : typed.version, ...(sent?.mark ? { keptMark: sent.mark.base64 } : {}) }} />
        <Section heading="Name">
          <Input label="Name the area shows" hint="As people there call it. Its address stays as it is." name="name" width={20} value={typed.name} error={sent?.errors['name']} />
        </Section>
        <Section heading="Colour" aside="One colour: links, buttons, the edge of the page and your line in every chart">
          <Input label="Colour" hint="As #rrggbb" name="colour" width={10} spellcheck={false} value={typed.colour} error={sent?.errors['colour']} />
          <Swatches colour={colourTyped(typed.colour)} />
        </Section>
        <Section heading="Mark" aside="A coat of arms or logo beside the name. It may be left out">
          {sent?.mark ? <p>The mark you chose goes along with this form: <img class="logo" src={`data:${sent.mark.type};base64,${sent.mark.base64}`} alt={typed.alternative || 'the mark you chose'} /></p>
            : look.logo ? <p>It has this one now: <img class="logo" src={look.logo.href} alt={look.logo.text} /></p> : <p class="quiet">It has none now.</p>}
          <FileUpload label={look.logo || sent?.mark ? 'Another file' : 'File'} hint="PNG, JPEG, or SVG that holds shapes only. 200 kB and 2,000 pixels a side at most; it is shown as tall as a line of the heading." name="logo" accept=".png,.jpg,.jpeg,.svg,image/png,image/jpeg,image/svg+xml" error={sent?.errors['logo']} />
          <Input label="What it shows, in words" hint="For those who do not see it, like “Derby City Council”" name="alternative" width={30} value={typed.alternative} error={sent?.errors['alternative']} />
          {look.logo ? <Checkboxes name="removeLogo" items={[{ text: 'Show no mark any more', value: 'yes' }]} values={typed.removeLogo ? ['yes'] : []} isSmall /> : null}
        </Section>
        <Section heading="See it, then save it">
          <Buttons>
            <Button name="press" value="save">Save</Button>
            <Button kind="secondary" name="press" value="preview">Show how it would look</Button>
          </Buttons>
        </Section>
      </form>
    </Page>
  )
}

function as(viewer: Viewer, { typed, mark }: SentLook, look: Look): Viewer {
  const logo = mark ? { href: `data:${mark.type};base64,${mark.base64}`, text: typed.alternative } : typed.removeLogo ? null : look.logo
  return { ...viewer, areaName: typed.name, areaColour: colourTyped(typed.colour), areaLogo: logo }
}

function Standing({ look }: { look: Look }) {
  return (
    <Section heading="As it stands now" aside="Saved by somebody else after you opened this page">
      <Rows items={[<>Name: <b dir="auto">{look.name}</b></>, <>Colour: <b>{look.colour}</b></>, <>Mark: {look.logo ? <img class="logo" src={look.logo.href} alt={look.logo.text} /> : 'none'}</>]} />
    </Section>
  )
}

/** A colour as it would be used; beside one that cannot be read, the nearest shade that can. */
function Swatches({ colour }: { colour: string }) {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) return null
  const shades = isLegible(colour) ? [colour] : [colour, legibleNear(colour)]
  return (
    <ul class="swatches">
      {shades.map((shade, at) => (
        <li>
          <Swatch colour={shade} />
          <p class="small">
            <b>{shade}</b> {at ? 'is the nearest that can be read' : isLegible(shade) ? 'can be read' : 'is too light'}
            <br /><span class="quiet">{ratio(shade, '#fbf8f2')} to 1 on paper, {ratio(shade, '#ffffff')} to 1 under white; 4.5 is needed</span>
          </p>
        </li>
      ))}
    </ul>
  )
}

/** Never rounded up to what it has not. */
const ratio = (shade: string, ground: string) => (Math.floor(contrast(shade, ground) * 10) / 10).toFixed(1)

function Swatch({ colour }: { colour: string }) {
  return (
    <svg class="swatch" viewBox="0 0 240 96" role="img" aria-label={`${colour}: the edge of a page, a line and a button`}>
      <rect width="240" height="96" fill="#fbf8f2" />
      <rect width="8" height="96" fill={colour} />
      <path d="M24 34L58 24L92 40L126 20L160 28L194 14L224 18" fill="none" stroke={colour} stroke-width="3.5" stroke-linejoin="round" stroke-linecap="round" />
      <path d="M224 18h.01" stroke={colour} stroke-width="10" stroke-linecap="round" />
      <rect x="24" y="56" width="84" height="26" rx="2" fill={colour} />
      <path d="M40 69h52" stroke="#fff" stroke-width="4" />
      <path d="M126 69h72M126 75h72" stroke={colour} stroke-width="2" />
    </svg>
  )
}
