/**
 * Writes the files of Kelderby, the invented city, into a folder and takes nothing in: for benches, for trying things, for other programs.
 *   node --import tsx scripts/kelderby-files.ts FOLDER [--pupils 6000] [--seed 1] [--years 2] [--until 2026-07-31] [--marks] [--xml]
 * --marks writes a row for each mark too (a city's year is 49 million), --xml each census once more as XML, school by school.
 */
import { parseArgs } from 'node:util'
import { toldOf } from '../src/rooms/people/kelderby/bring.ts'
import { writeKelderby } from '../src/rooms/people/kelderby/generate.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pupils: { type: 'string', default: '6000' }, seed: { type: 'string', default: '1' }, years: { type: 'string', default: '2' }, until: { type: 'string', default: '2026-07-31' },
    marks: { type: 'boolean' }, xml: { type: 'boolean' },
  },
})
const [folder] = positionals
if (!folder) throw new Error('Say into which folder')

const began = performance.now()
const asked = { pupils: Number(values.pupils), seed: Number(values.seed), years: Number(values.years), until: values.until }
const progress = (done: number) => void process.stderr.write(`\r${done.toLocaleString('en-GB')} children`)
const { children } = await writeKelderby(folder, toldOf(asked), { withMarks: values.marks ?? false, withXml: values.xml ?? false, progress })
process.stderr.write(`\r${children.toLocaleString('en-GB')} children in ${((performance.now() - began) / 1000).toFixed(1)} s, ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most\n`)
