import { readFileSync } from 'node:fs'
import { installed } from '#platform'
import type { DataClass } from '#rooms/access'

/** What a return may say of a child from a day on: `specs/topics.json`. */
export type Topic = string

interface TopicSpec {
  label: string
  dataClass: Exclude<DataClass, 'adopted-identity' | 'restricted'>
}

export const TOPICS: Readonly<Record<Topic, TopicSpec>> = (JSON.parse(readFileSync(installed('specs', 'topics.json'), 'utf8')) as { topics: Record<Topic, TopicSpec> }).topics
