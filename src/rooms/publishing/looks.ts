import { hash } from 'node:crypto'
import * as z from 'zod'
import { contrast, isLegible, legibleNear } from '#design'
import { Refusal } from '#kernel'
import { action, type Reader, unlessBlank, writtenText } from '#platform'
import { holds } from '#rooms/access'
import { keepLook, markType } from '#rooms/places'
import { areaActedFor } from './area-acted-for.ts'

/** The bytes of a mark as they were sent. The audit tells what they were, and does not keep them again. */
class SentMark {
  readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  toJSON() {
    return { bytes: this.bytes.length, sha256: hash('sha256', this.bytes, 'hex') }
  }
}

/** A colour an area may choose. What cannot be read on paper is refused with the nearest shade that can. */
export const Colour = z.string('Give the colour').transform(colourTyped).superRefine((colour, context) => {
  const wrong = whyNotColour(colour)
  if (wrong) context.addIssue({ code: 'custom', message: wrong })
})

/** A colour as people type it, as #rrggbb: #abc and abcdef are understood; anything else stays what it is. */
export function colourTyped(typed: string) {
  const bare = typed.trim().replace(/^#/, '').toLowerCase()
  return `#${/^[0-9a-f]{3}$/.test(bare) ? [...bare].map((digit) => digit + digit).join('') : bare}`
}

/** Why an area may not choose a colour, with the shade nearest to it that it may; null where it may. */
export function whyNotColour(colour: string): string | null {
  if (!/^#[0-9a-f]{6}$/.test(colour)) return 'Give the colour as # and six digits or letters from a to f, like #0b5566'
  if (isLegible(colour)) return null
  const [onPaper, underWhite] = [contrast(colour, '#fbf8f2'), contrast(colour, '#ffffff')].map((ratio) => (Math.floor(ratio * 10) / 10).toFixed(1))
  return `${colour} is too light to be read: its contrast is ${onPaper} to 1 on paper and ${underWhite} to 1 under white words, and both need 4.5. The nearest shade that can be read is ${legibleNear(colour)}`
}

export const changeLook = action({
  name: 'publishing.change-look',
  summary: 'Choose the name an area shows, its colour and its mark',
  input: z.object({
    area: unlessBlank(z.string().optional()),
    name: writtenText('Give the name the area shows', 80),
    colour: Colour,
    /** Base64. Left out, the mark stays as it is. */
    logo: unlessBlank(z.base64('Send the mark as base64').transform((text) => new SentMark(Buffer.from(text, 'base64'))).optional()),
    removeLogo: z.literal('yes').optional(),
    alternative: z.string().trim().max(200, 'Use 200 characters or fewer').default(''),
    version: z.coerce.number('Open the page again and change it there').int('Open the page again and change it there'),
  }),
  may: async (actor, { area }, db) => holds(actor, 'area:brand', await areaActedFor(db, actor, area), db),
  areaOf: async ({ area }, db, actor) => (await areaActedFor(db, actor, area)).areaId,
  tells: true,
  async run({ actor, db, now, areaId, tell }, { area, name, colour, logo, removeLogo, alternative, version }) {
    const held = await areaActedFor(db as unknown as Reader, actor, area)
    const mark = logo ? { type: markType(logo.bytes), bytes: logo.bytes } : removeLogo ? null : undefined
    if ((mark || (mark === undefined && held.logo)) && !alternative) {
      const sentence = 'Say what the mark shows, for those who do not see it, like "Derby City Council"'
      throw new Refusal('invalid', sentence, { alternative: sentence })
    }
    tell({ changes: lookChanged(held, { name, colour, mark: mark ? 'another mark' : mark === null ? null : undefined }) })
    const kept = await keepLook(db, { areaId, version, name, colour, alternative, mark, by: actor.slug, now })
    return { area: kept.slug, name, colour, version: kept.version }
  },
})

function lookChanged(held: { name: string; colour: string; logo: unknown }, { name, colour, mark }: { name: string; colour: string; mark: string | null | undefined }) {
  return {
    ...(held.name === name ? {} : { name: [held.name, name] as const }),
    ...(held.colour === colour ? {} : { colour: [held.colour, colour] as const }),
    ...(mark === undefined ? {} : { mark: [held.logo ? 'a mark' : null, mark] as const }),
  }
}
