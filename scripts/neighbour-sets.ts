import { readNeighbours } from '../src/rooms/places/neighbour-rows.ts'

/** `[authority, [[neighbour, closeness], …]]` by three-digit codes, from a workbook of statistical neighbours. */
export function neighbourSet(sheet: unknown[][]) {
  const { sets, problems } = readNeighbours(sheet)
  if (problems.length) throw new Error(problems.map(({ message }) => message).join('\n'))
  return sets.map(({ authority, neighbours }) => [authority, neighbours.map(({ code, closeness }) => [code, closeness])])
}
