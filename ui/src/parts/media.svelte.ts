/** Whether a media query holds now; for the parts that are drawn in two ways. */
import { MediaQuery } from 'svelte/reactivity'

/** Drawings stand beside the steps. */
export const wide = new MediaQuery('(min-width: 64rem)')

/** The permission table is a list: in a narrow window, and where a drawing takes the room. */
export const narrow = new MediaQuery('(max-width: 38rem), (min-width: 64rem) and (max-width: 69.99rem)')
