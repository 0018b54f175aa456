/** Every gallery View by name. Development and tests only. */
import type { View } from '../types'
import { check } from './check'
import { checkUp } from './checkUp'
import { clientId } from './clientId'
import { end } from './end'
import { keys } from './keys'
import { member } from './member'
import { role } from './role'
import { site } from './site'
import { start } from './start'

export const views: Record<string, View> = { ...start, ...site, ...role, ...member, ...keys, ...clientId, ...check, ...checkUp, ...end }
