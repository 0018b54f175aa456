/** Names for WebDriver tests, read off the intents the View carries. */
import type { Intent } from './types'

export function copyName(intent: Intent, nth = 1): string {
  return `copy-${intent.do === 'copy' ? intent.what : intent.do}${nth > 1 ? `:${nth}` : ''}`
}

export function tickName(intent: Intent): string {
  return `tick-${intent.do === 'tick' ? intent.item : intent.do === 'tickAll' ? intent.group : intent.do}`
}

export function optionOf(intent: Intent): string | undefined {
  return intent.do === 'pick' ? intent.option : undefined
}

export function linkName(intent: Intent): string {
  return `link-${intent.do === 'openLink' ? intent.link : intent.do}`
}
