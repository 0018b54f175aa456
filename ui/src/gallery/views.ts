/**
 * The golden Views by name, as the assistant itself makes them (`crates/runtime/tests/it/golden.rs`
 * writes `views/`, `make types` runs it). Development and tests only.
 */
import type { View } from '../types'

const files = import.meta.glob<View>('./views/*.json', { eager: true, import: 'default' })

export const views: Record<string, View> = Object.fromEntries(
  Object.entries(files).map(([path, view]) => [path.slice('./views/'.length, -'.json'.length), view]),
)
