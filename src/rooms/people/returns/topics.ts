import { readFileSync } from 'node:fs'
import { installed } from '#platform'
import type { DataClass } from '#rooms/access'

/** What a return may say of a child from a day on: `specs/topics.json`. */
export type Topic = string

interface TopicSpec {
  label: string
  dataClass: Exclude<DataClass, 'adopted-identity' | 'restricted'>
  /** What its codes stand for, as far as a page says it in words. */
  words?: Readonly<Record<string, string>>
}

export const TOPICS: Readonly<Record<Topic, TopicSpec>> = (JSON.parse(readFileSync(installed('specs', 'topics.json'), 'utf8')) as { topics: Record<Topic, TopicSpec> }).topics

/** A value as people say it: "Autism, first need"; the code itself where there are no words for it. */
export function inWords(topic: Topic, value: string): string {
  const [code = '', rank] = value.split(':')
  const words = TOPICS[topic]?.words?.[code]
  const said = words === undefined ? code : words
  return rank === undefined ? said : `${said}, ${RANKS[rank] ?? rank}`
}

const RANKS: Readonly<Record<string, string>> = { 1: 'first need', 2: 'second need' }
