/** A QR code of version 6 at level L (ISO/IEC 18004): 41 squares a side, up to 134 bytes, which is what an authenticator's address needs. */
const SIZE = 41
const DATA = 136
const BLOCKS = 2
const CHECKS = 18
export const QR_MOST_BYTES = DATA - 2

type Squares = (boolean | null)[][]
type Mask = (x: number, y: number) => boolean

/** Which squares are dark, row by row; null where the text is too long. */
export function qrOf(text: string): boolean[][] | null {
  const bytes = [...Buffer.from(text)]
  if (bytes.length > QR_MOST_BYTES) return null
  const bits = withChecks(codewords(bytes)).flatMap((word) => bitsOf(word, 8))
  const drawn = MASKS.map((mask, number) => draw(bits, mask, number))
  return drawn.reduce((best, one) => (unrest(one) < unrest(best) ? one : best))
}

/** The text as codewords: what kind of data, how long, the bytes, then filler in turns. */
function codewords(bytes: number[]) {
  const bits = [...bitsOf(0b0100, 4), ...bitsOf(bytes.length, 8), ...bytes.flatMap((byte) => bitsOf(byte, 8)), 0, 0, 0, 0]
  const words = Array.from({ length: bits.length / 8 }, (_, at) => bits.slice(at * 8, at * 8 + 8).reduce((word, bit) => word * 2 + bit, 0))
  return [...words, ...Array.from({ length: DATA - words.length }, (_, at) => (at % 2 ? 0x11 : 0xec))]
}

/** The blocks word by word in turns, then their check words in turns. */
function withChecks(words: number[]) {
  const length = DATA / BLOCKS
  const blocks = Array.from({ length: BLOCKS }, (_, at) => words.slice(at * length, (at + 1) * length))
  const inTurns = (lists: number[][]) => lists[0]!.flatMap((_, at) => lists.map((list) => list[at]!))
  return [...inTurns(blocks), ...inTurns(blocks.map(checksOf))]
}

/** Reed–Solomon: the remainder after division by (x − 1)(x − α)(x − α²)… */
function checksOf(block: number[]) {
  let divisor = [1]
  for (let power = 0, root = 1; power < CHECKS; power++, root = times(root, 2)) {
    divisor = [...divisor, 0].map((factor, at) => factor ^ (at ? times(divisor[at - 1]!, root) : 0))
  }
  let rest = Array<number>(CHECKS).fill(0)
  for (const word of block) {
    const factor = word ^ rest[0]!
    rest = [...rest.slice(1), 0].map((one, at) => one ^ times(divisor[at + 1]!, factor))
  }
  return rest
}

/** In the field of 256 elements over x⁸ + x⁴ + x³ + x² + 1. */
function times(a: number, b: number) {
  let product = 0
  for (let bit = 7; bit >= 0; bit--) product = (product << 1) ^ (product & 0x80 ? 0x11d : 0) ^ ((b >> bit) & 1 ? a : 0)
  return product
}

function draw(bits: number[], mask: Mask, number: number): boolean[][] {
  const squares: Squares = Array.from({ length: SIZE }, () => Array<boolean | null>(SIZE).fill(null))
  drawMarks(squares)
  drawFormat(squares, number)
  let next = 0
  for (const [x, y] of zigzag()) if (squares[y]![x] === null) squares[y]![x] = (bits[next++] === 1) !== mask(x, y)
  return squares as boolean[][]
}

/** The three corners with their white rims, the mark inside the fourth, the two dotted lines. */
function drawMarks(squares: Squares) {
  for (let at = 8; at < SIZE - 8; at++) squares[6]![at] = squares[at]![6] = at % 2 === 0
  for (const [x, y, reach] of [[3, 3, 4], [SIZE - 4, 3, 4], [3, SIZE - 4, 4], [SIZE - 7, SIZE - 7, 2]] as const) {
    for (let dy = -reach; dy <= reach; dy++) for (let dx = -reach; dx <= reach; dx++) {
      const far = Math.max(Math.abs(dx), Math.abs(dy))
      if (squares[y + dy] && x + dx >= 0 && x + dx < SIZE) squares[y + dy]![x + dx] = reach === 4 ? far !== 2 && far !== 4 : far !== 1
    }
  }
}

/** Level and mask, twice, with ten check bits of their own. */
function drawFormat(squares: Squares, mask: number) {
  const told = (0b01 << 3) | mask
  let rest = told
  for (let at = 0; at < 10; at++) rest = (rest << 1) ^ ((rest >> 9) * 0x537)
  const bits = bitsOf(((told << 10) | rest) ^ 0x5412, 15).reverse().map((bit) => bit === 1)
  const alongEdge = [0, 1, 2, 3, 4, 5, 7, 8]
  bits.forEach((bit, at) => {
    squares[at < 8 ? alongEdge[at]! : 8]![at < 8 ? 8 : at === 8 ? 7 : 14 - at] = bit
    squares[at < 8 ? 8 : SIZE - 15 + at]![at < 8 ? SIZE - 1 - at : 8] = bit
  })
  squares[SIZE - 8]![8] = true
}

/** Two columns at a time from the right, up and down in turns, past the dotted line. */
function* zigzag() {
  for (let right = SIZE - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5
    for (let step = 0; step < SIZE; step++) for (const x of [right, right - 1]) yield [x, (right + 1) & 2 ? step : SIZE - 1 - step] as const
  }
}

const MASKS: Mask[] = [(x, y) => (x + y) % 2 === 0, (_, y) => y % 2 === 0, (x) => x % 3 === 0, (x, y) => (x + y) % 3 === 0]

/** How many neighbours are alike: cameras read what is restless best. */
function unrest(squares: boolean[][]) {
  return squares.reduce((sum, row, y) => sum + row.filter((dark, x) => dark === row[x + 1] || dark === squares[y + 1]?.[x]).length, 0)
}

const bitsOf = (value: number, length: number) => Array.from({ length }, (_, at) => (value >> (length - 1 - at)) & 1)
