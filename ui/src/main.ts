import './tokens.css'
import './base.css'
import { mount } from 'svelte'
import App from './App.svelte'
import * as host from './host'
import { start } from './session.svelte'

const target = document.getElementById('app')
if (target) {
  mount(App, { target })
  void start(host)
}
