import assert from 'node:assert/strict'
import { test } from 'node:test'
import { weigh } from './evidence.ts'
import { birthLikeness, familyLikeness, givenLikeness } from './likeness.ts'
import type { KnownChild } from './match.ts'

const child = (names: string, born = '2014-05-03', more: Partial<KnownChild> = {}): KnownChild => {
  const [givenName, familyName] = names.split(' ', 2) as [string, string]
  return { childId: names, givenName, familyName, knownAs: null, born, sex: null, upns: [], isAdopted: false, ...more }
}
const NOTHING = { identifiers: [], places: [], returns: [] }

test('given names: marks, second names, short forms, known-as names and one slip of the hand may be one; others are not', () => {
  const like = (one: string, other: string, knownAs: string | null = null) => givenLikeness({ givenName: one, knownAs: null }, { givenName: other, knownAs })
  assert.deepEqual([like('Zoë', 'ZOE'), like('Łucja', 'Lucja'), like("D'Arcy", 'Darcy')], ['same', 'same', 'same'])
  assert.deepEqual([like('Mary', 'Mary-Jane'), like('Sam', 'Samuel'), like('Yusuf', 'Yussuf'), like('Brian', 'Brain'), like('Elizabeth', 'Betty', 'Elizabeth')], ['like', 'like', 'like', 'like', 'like'])
  assert.deepEqual([like('Ann', 'Ben'), like('Ella', 'Elle'), like('Al', 'Alexander'), like('', 'Ann')], ['other', 'other', 'other', 'other'])
})

test('family names: a part of a double-barrelled one is enough, a particle is not', () => {
  assert.deepEqual([familyLikeness('Okafor', 'OKAFOR'), familyLikeness('Núñez', 'Nunez')], ['same', 'same'])
  assert.deepEqual([familyLikeness('Okafor', 'Okafor-Lee'), familyLikeness('de Souza', 'Souza')], ['like', 'like'])
  assert.deepEqual([familyLikeness('de Souza', 'de Vries'), familyLikeness('Khan', 'Khatun')], ['other', 'other'])
})

test('days of birth: the same, day and month swapped, one part another, or simply others', () => {
  assert.deepEqual(['2014-05-03', '2014-03-05', '2014-05-13', '2013-06-03'].map((day) => birthLikeness('2014-05-03', day)), ['same', 'swapped', 'slip', 'other'])
})

test('what is likely is put up, and what only twins and strangers share is not', () => {
  const up = (one: KnownChild, other: KnownChild, together = NOTHING as Parameters<typeof weigh>[2]) => weigh(one, other, together) !== null
  const school = { ...NOTHING, places: ['Alder Row'] }
  const twoRecords = { ...NOTHING, places: ['Alder Row'], returns: ['Alder Row, 16 January 2025'] }
  assert.ok(up(child('Ann Okafor', '2014-05-03', { upns: ['X383400624001'] }), child('Ann Okafor', '2014-05-03', { upns: ['G383200024017'] })), 'two UPNs for one child')
  assert.ok(up(child('Ann Okafor'), child('Ben Lee', '2011-01-09'), { ...NOTHING, identifiers: ['UPN X383400624001'] }), 'one UPN for two children')
  assert.ok(up(child('Ann Okafor'), child('Ann Okafor', '2014-03-05')), 'day and month swapped')
  assert.ok(up(child('Ann Okafor'), child('Ann Okafor-Lee')), 'a double-barrelled name')
  assert.ok(up(child('Sam Okafor'), child('Samuel Okafor')), 'a short form')
  assert.ok(up(child('Ann Okafor'), child('Ann Smith'), school), 'a new family name, at one school')
  assert.ok(!up(child('Ann Okafor'), child('Ann Smith')), 'a given name and a birthday alone')
  assert.ok(!up(child('Ann Okafor'), child('Ben Okafor'), twoRecords), 'twins')
  assert.ok(!up(child('Ann Okafor'), child('Anna Okafor'), twoRecords), 'twins whose names are alike, both in one return')
  assert.ok(!up(child('Ann Okafor'), child('Ben Okafor')), 'twins at two schools')
  assert.ok(!up(child('Ann Okafor', '2014-05-03', { isAdopted: true }), child('Ann Okafor')), 'who left care by adoption')
})

test('evidence says in plain words what speaks for it and what against it', () => {
  assert.deepEqual(weigh(child('Ann Okafor', '2014-05-03', { upns: ['X383400624001'], sex: 'F' }), child('Ann Okafor-Lee', '2014-05-03', { upns: ['G383200024017'], sex: 'F' }), { ...NOTHING, places: ['Alder Row'] }), {
    for: ['The given name is the same.', 'The family names share a part: Okafor and Okafor-Lee.', 'Both were born on 3 May 2014.', 'Both are or were on roll at Alder Row.'],
    against: ['Each has a UPN of their own, right by its check letter: X383400624001 and G383200024017.'],
  })
})
