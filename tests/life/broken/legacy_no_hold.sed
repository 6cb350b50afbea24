# os_life.c: what is inherited is not held
s/if \(lock && !mmf_lock_hold\(opened, LOCK_SH\)\) \{/if (!lock) {/
