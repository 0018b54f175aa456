/** Whether a media query holds now; for the parts that are drawn in two ways. */
import { MediaQuery } from 'svelte/reactivity'

export const narrow = new MediaQuery('(max-width: 38rem)')
/** The rail is a bar at the top. */
export const bar = new MediaQuery('(max-width: 50rem)')
