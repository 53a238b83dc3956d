import { readdirSync } from 'node:fs'
import { knownPlaces, SHARED } from './ees-known-places.test-kit.ts'
import { recogniseEes } from './ees-recognise.ts'
import { readEes } from './ees-read.ts'
const known = knownPlaces()
const args = process.argv.slice(2)
const files = args.length ? args : readdirSync(SHARED+'ees_screener/pass').filter(f=>f.endsWith('.csv')&&!f.endsWith('.meta.csv')).map(f=>SHARED+'ees_screener/pass/'+f)
for (const path of files) {
  const units = await recogniseEes([{name: path.split('/').at(-1)!, path}], false)
  if (!units.length) { console.log('none', path); continue }
  const t=performance.now()
  const got = await readEes(units[0]!.parts, known, process.env.PT?{periodType:process.env.PT}:{})
  console.log(got.issues.counts.error||got.blocks?'BAD ':'ok  ', path.split('/').at(-1), Object.keys(units[0]!.parts).join('+'), JSON.stringify(got.rows), JSON.stringify(got.issues.counts), 'cells', got.content.cells.length, 'series', got.content.series.length, 'ms', Math.round(performance.now()-t), 'MB', Math.round(process.memoryUsage().rss/1e6))
  for (const i of got.issues.list.slice(0,Number(process.env.N??8))) console.log(`      ${i.severity} ${i.rule} r${i.row} ${i.column} ${i.value}: ${i.message}`.slice(0,300))
  if (process.env.G) console.log(got.content.release, got.content.groups.sort((a,b)=>a.position-b.position).map(g=>`${g.position} ${g.id} [${g.label}] (${g.topic})`).join('\n'), got.content.measures.map(m=>m.id+' | '+m.label+' | '+m.unit+' | '+m.decimals).join('\n'))
}
