import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Issue } from '#kernel'
import { withFindings } from './findings-file.ts'

let folder: string
before(async () => void (folder = await mkdtemp(join(tmpdir(), 'belong-findings-'))))
after(() => rm(folder, { recursive: true, force: true }))

const issue = (row: number | null, message: string, more: Partial<Issue> = {}): Issue => ({ rule: 'some', severity: 'error', row, column: null, value: null, message, fix: null, ...more })

for (const [what, bytes, issues, expected] of [
  ['each row has what was found at it', 'a,b\n1,2\n3,4\n', [issue(3, 'Odd', { column: 'b', fix: 'Mend it' }), issue(3, 'Odder')], 'a,b,F,H\n1,2,,\n3,4,b: Odd | Odder,Mend it\n'],
  ['what is of the whole file is said at its first row', 'a\n1\n2\n', [issue(null, 'All'), issue(1, 'Head', { column: 'a' })], 'a,F,H\n1,Whole file: All | Whole file: a: Head,\n2,,\n'],
  ['rows of a meta table are not those of the data', 'a\n1\n2\n', [issue(3, 'In the meta table', { rule: 'meta-twice' })], 'a,F,H\n1,Whole file: In the meta table,\n2,,\n'],
  ['a file of a header only still has its findings', 'a\n', [issue(null, 'No rows')], 'a,F,H\nWhole file: No rows,\n'],
  ['line ends, semicolons and old letters are read', Buffer.from('a;b\r\ncaf\xe9;2\r\n', 'latin1'), [], 'a,b,F,H\ncafé,2,,\n'],
  ['quotes and line breaks stay', 'a,b\n"x ""y""\nz",2\n', [], 'a,b,F,H\n"x ""y""\nz",2,,\n'],
  ['of a parquet come the cells with findings', 'PAR1xxxxPAR1', [issue(7, 'Odd', { column: 'Values', value: '=x' })], "row,column,value,F,H\n7,Values,'=x,Odd,\n"],
] as const) {
  test(what, async () => {
    const path = join(folder, 'given')
    await writeFile(path, bytes)
    const file = await withFindings({ name: 'Given file.xlsx', path }, [...issues], join(folder, 'incoming'))
    const text = await new Response(file.stream).text()
    assert.equal(text.replaceAll('\r\n', '\n'), expected.replace('F,H', 'belong_finding,belong_how_to_fix'))
    assert.equal(file.name, 'Given file.csv')
    await new Promise((done) => setTimeout(done, 50))
    assert.deepEqual(await readdir(join(folder, 'incoming')), [])
  })
}

test('a download that is given up leaves nothing', async () => {
  const path = join(folder, 'large')
  await writeFile(path, `a\n${'x'.repeat(100)}\n`.repeat(20_000))
  const file = await withFindings({ name: 'large.csv', path }, [], join(folder, 'incoming'))
  await file.stream.cancel()
  await new Promise((done) => setTimeout(done, 100))
  assert.deepEqual(await readdir(join(folder, 'incoming')), [])
})
