/**
 * Makes reference/neighbourhoods.json.br from the Indices of Deprivation 2025 by LSOA of 2021: every neighbourhood of England with its decile.
 *   node --import tsx scripts/make-neighbourhoods.ts ../shared/data
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { brotliCompressSync, constants, gunzipSync } from 'node:zlib'

const FILE = 'imd2025_lsoa21_ward24_all_england.csv.gz'
const text = gunzipSync(readFileSync(join(process.argv[2] ?? '../shared/data', 'geography', FILE))).toString('utf8').trim()
const { data } = Papa.parse<{ lsoa21_code: string; IMD_decile: string }>(text, { header: true })
const found = data.filter(({ IMD_decile }) => IMD_decile).map(({ lsoa21_code, IMD_decile }) => ({ lsoa: lsoa21_code, decile: Number(IMD_decile) }))
for (const { lsoa, decile: one } of found) if (!/^E01\d{6}$/.test(lsoa) || !(one >= 1 && one <= 10)) throw new Error(`${lsoa} with decile ${one} is no neighbourhood of England`)

const deciles = Array.from({ length: 10 }, (_, at) => found.filter((one) => one.decile === at + 1).map(({ lsoa }) => Number(lsoa.slice(3))).sort((a, b) => a - b))
// Written as steps from one code to the next, which are small.
const steps = deciles.map((codes) => codes.map((one, at) => one - (codes[at - 1] ?? 0)))
const made = { source: `Ministry of Housing, Communities and Local Government, English Indices of Deprivation 2025 (${FILE}), Open Government Licence v3.0`, about: 'Codes of LSOAs (E01 and six digits) by decile of multiple deprivation, most deprived first, each as its step from the one before', deciles: steps }
const packed = brotliCompressSync(JSON.stringify(made), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
writeFileSync('reference/neighbourhoods.json.br', packed)
console.log(`${found.length} neighbourhoods in ${packed.length} bytes`)
