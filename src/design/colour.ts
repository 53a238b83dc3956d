/** Everything a page needs to know of an area's one colour, worked out here so that no browser has to. */
export interface AreaColours {
  area: string
  /** The same hue, nearly white: behind a row that is ours. */
  wash: string
  /** The colour a button takes under the pointer. */
  dark: string
  /** For words on the darker of our papers: the same, or as much darker as they need. */
  deep: string
}

const PAPER = '#fbf8f2'
/** The darkest ground words of ours stand on: the neighbours' band of a chart. */
const BAND = '#e4dbc9'
const DEFAULT = '#0b5566'
/** WCAG 2.2, 1.4.3: the least contrast of text. */
const LEAST = 4.5

/** What a page says of an area's colour, as CSS custom properties. A colour that is not #rrggbb, or cannot be read, becomes the default. */
export function areaColours(colour: string | null | undefined): AreaColours {
  const area = colour && isLegible(colour) ? colour.toLowerCase() : DEFAULT
  const known = worked.get(area)
  if (known) return known
  const made = { area, wash: washOf(area), dark: mix(area, '#000000', 0.16), deep: darkened(area, [BAND, PAPER]) }
  if (worked.size < 500) worked.set(area, made)
  return made
}

/** Whether an area may choose this colour: 4.5:1 as text on our paper and under white text (WCAG 2.2, 1.4.3). */
export function isLegible(colour: string) {
  return /^#[0-9a-f]{6}$/i.test(colour) && contrast(colour, PAPER) >= LEAST && contrast(colour, '#ffffff') >= LEAST
}

/** The shade of the same hue nearest to a colour (#rrggbb) that an area may choose; the colour itself where it may. */
export function legibleNear(colour: string) {
  return darkened(colour.toLowerCase(), [PAPER, '#ffffff'])
}

/** WCAG contrast ratio of two #rrggbb colours, 1 to 21. */
export function contrast(a: string, b: string) {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

const worked = new Map<string, AreaColours>()

/** Darker by as little as it takes to be read on all of these, which are light: lightness is halved towards the edge, hue and chroma stay. */
function darkened(colour: string, grounds: string[]) {
  const isRead = (shade: string) => grounds.every((ground) => contrast(shade, ground) >= LEAST)
  if (isRead(colour)) return colour
  const { lightness, chroma, hue } = perceived(colour)
  let [dark, light] = [0, lightness]
  for (let step = 0; step < 20; step += 1) {
    const middle = (dark + light) / 2
    if (isRead(inGamut({ lightness: middle, chroma, hue }))) dark = middle
    else light = middle
  }
  return inGamut({ lightness: dark, chroma, hue })
}

/** The hue at lightness .94 and chroma .015. */
function washOf(colour: string) {
  return shown({ lightness: 0.94, chroma: 0.015, hue: perceived(colour).hue })
}

/** A colour in OKLCH (B. Ottosson, 2020): lightness 0 to 1, chroma, hue in radians. */
interface Perceived {
  lightness: number
  chroma: number
  hue: number
}

function perceived(colour: string): Perceived {
  const [r, g, b] = linear(colour)
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const x = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const y = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  return { lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, chroma: Math.hypot(x, y), hue: Math.atan2(y, x) }
}

const shown = (colour: Perceived) => hex(linearOf(colour).map(encoded))

/** As shown(), paler where a screen has no such colour at that lightness. */
function inGamut(colour: Perceived) {
  let { chroma } = colour
  while (chroma > 0.002 && linearOf({ ...colour, chroma }).some((share) => share < -0.0005 || share > 1.0005)) chroma *= 0.96
  return shown({ ...colour, chroma })
}

function linearOf({ lightness, chroma, hue }: Perceived) {
  const [x, y] = [chroma * Math.cos(hue), chroma * Math.sin(hue)]
  const L = (lightness + 0.3963377774 * x + 0.2158037573 * y) ** 3
  const M = (lightness - 0.1055613458 * x - 0.0638541728 * y) ** 3
  const S = (lightness - 0.0894841775 * x - 1.291485548 * y) ** 3
  return [
    4.0767416621 * L - 3.3077115913 * M + 0.2309699292 * S,
    -1.2684380046 * L + 2.6097574011 * M - 0.3413193965 * S,
    -0.0041960863 * L - 0.7034186147 * M + 1.707614701 * S,
  ]
}

function mix(colour: string, other: string, share: number) {
  const [a, b] = [channels(colour), channels(other)]
  return hex(a.map((value, at) => (value * (1 - share) + b[at]! * share) / 255))
}

function luminance(colour: string) {
  const [r, g, b] = linear(colour)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function linear(colour: string) {
  return channels(colour).map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)) as [number, number, number]
}

function channels(colour: string) {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
}

const encoded = (value: number) => (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055)
const hex = (shares: number[]) => `#${shares.map((share) => Math.round(Math.min(1, Math.max(0, share)) * 255).toString(16).padStart(2, '0')).join('')}`
