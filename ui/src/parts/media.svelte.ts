/** Whether a media query holds now; for the one part that is drawn in two ways. */
import { MediaQuery } from 'svelte/reactivity'

export const narrow = new MediaQuery('(max-width: 38rem)')
