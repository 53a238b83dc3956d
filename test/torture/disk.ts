import { execFileSync } from 'node:child_process'
import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'

/** A disk of its own: an ext4 file system in a file, mounted by a loop device. */
export interface Disk {
  /** Where it is mounted. */
  at: string
  /** Takes every block that is free now. */
  fill: () => void
  /** Gives back what was taken. */
  free: () => void
  remove: () => void
}

/** Why no disk can be made here; null where one can. */
export function cannotMount(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'A disk to fill can only be mounted by root on Linux'
  try {
    execFileSync('mkfs.ext4', ['-V'], { stdio: 'ignore' })
    return null
  } catch {
    return 'There is no mkfs.ext4 to make a disk with'
  }
}

/** Nothing of it is kept back for root: Belong's files and its database find it full at the same moment. */
export function makeDisk(folder: string, megabytes: number): Disk {
  const [image, at] = [join(folder, 'disk'), join(folder, 'mounted')]
  const file = openSync(image, 'w')
  ftruncateSync(file, megabytes * 1_000_000)
  closeSync(file)
  mkdirSync(at)
  execFileSync('mkfs.ext4', ['-q', '-m', '0', image])
  execFileSync('mount', ['-o', 'loop', image, at])
  const filler = join(at, 'filler')
  let pieces = 0
  const unmount = () => void execFileSync('umount', ['-l', at])
  process.once('exit', unmount)
  return {
    at,
    fill() {
      mkdirSync(filler, { recursive: true })
      for (let bytes = freeOn(at); bytes >= BLOCK; bytes = Math.min(Math.floor(bytes / 2), freeOn(at))) if (taken(join(filler, String(pieces++)), bytes)) bytes = freeOn(at) * 2
    },
    free: () => rmSync(filler, { recursive: true, force: true }),
    remove() {
      process.off('exit', unmount)
      unmount()
      rmSync(image)
    },
  }
}

const BLOCK = 4096

function freeOn(at: string) {
  const { bavail, bsize } = statfsSync(at)
  return bavail * bsize
}

function taken(path: string, bytes: number) {
  try {
    execFileSync('fallocate', ['-l', String(bytes), path], { stdio: 'ignore' })
    return true
  } catch {
    rmSync(path, { force: true })
    return false
  }
}
