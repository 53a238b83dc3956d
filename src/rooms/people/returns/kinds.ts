import type { FileKind } from '#platform'

/** Every return about children, in the order they are asked whether they know a file. */
export const peopleKinds: FileKind[] = []
