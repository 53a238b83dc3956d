/** A sentence of a text, and whether the other text has it too. */
export interface Said {
  text: string
  isShared: boolean
}

/**
 * Two texts held against each other sentence by sentence: the paragraphs of each, with what the other has not marked. What both say
 * in another order counts as different where it stands out of order.
 */
export function differences(one: string, other: string): [Said[][], Said[][]] {
  const [mine, theirs] = [sentences(one), sentences(other)]
  const [first, second] = shared(mine.map(({ text }) => text.trim()), theirs.map(({ text }) => text.trim()))
  return [paragraphs(mine, first), paragraphs(theirs, second)]
}

interface Sentence {
  text: string
  paragraph: number
}

function sentences(text: string): Sentence[] {
  return text.split(/\n\s*\n/).flatMap((paragraph, at) => (paragraph.match(/[^.!?؟۔。]+[.!?؟۔。]*\s*|[.!?؟۔。]+\s*/g) ?? []).map((one) => ({ text: one, paragraph: at })))
}

/** Which of each belong to their longest common run, in order. */
function shared(a: string[], b: string[]): [Set<number>, Set<number>] {
  const wide = b.length + 1
  const longest = new Uint32Array((a.length + 1) * wide)
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * wide + j] = a[i] === b[j] ? longest[(i + 1) * wide + j + 1]! + 1 : Math.max(longest[(i + 1) * wide + j]!, longest[i * wide + j + 1]!)
    }
  }
  const [inA, inB] = [new Set<number>(), new Set<number>()]
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      inA.add(i++)
      inB.add(j++)
    } else if (longest[(i + 1) * wide + j]! >= longest[i * wide + j + 1]!) i++
    else j++
  }
  return [inA, inB]
}

function paragraphs(all: Sentence[], isShared: Set<number>): Said[][] {
  const found: Said[][] = []
  all.forEach(({ text, paragraph }, at) => (found[paragraph] ??= []).push({ text, isShared: isShared.has(at) }))
  return found.filter((one) => one !== undefined)
}
