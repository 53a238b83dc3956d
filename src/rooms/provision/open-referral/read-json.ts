import { stat } from 'node:fs/promises'
import { Refusal } from '#kernel'
import { readText } from '#platform'
import { PROFILE } from './profile.ts'

/** Objects and lists of a file of 64 MB by the profile are some hundred thousand; beyond this it is not one, and would fill the memory. */
const MOST_PARTS = 2_000_000

/** Reads a JSON file whole. Refuses, with a sentence, one that is too large, has too many parts, or is no JSON. */
export async function readJson(path: string): Promise<unknown> {
  const { size } = await stat(path)
  if (size > PROFILE.mostMegabytes * 1e6) {
    throw new Refusal('invalid', `The file has ${Math.round(size / 1e6).toLocaleString('en-GB')} MB; of JSON at most ${PROFILE.mostMegabytes} MB is read at once. Ask for the services by pages, and give the pages`)
  }
  const { text } = await readText(path, PROFILE.mostMegabytes * 1e6)
  let parts = 0
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at)
    if ((letter === 0x7b || letter === 0x5b) && (parts += 1) > MOST_PARTS) throw new Refusal('invalid', 'The file has more than two million objects and lists, which no list of services has')
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (fault) {
    // The engine quotes what it found: somebody's words do not belong into a finding.
    const where = /position (\d+)/.exec(fault instanceof Error ? fault.message : '')?.[1]
    throw new Refusal('invalid', `The file is no JSON${where ? ` from character ${Number(where).toLocaleString('en-GB')} on` : ', or it is cut short'}. Fetch it again`)
  }
}
