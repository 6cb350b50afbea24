# os_life.c: a forked child gives up what is its parent'\''s
s/if \(section->holder != getpid\(\)\)\n/if (section->holder == 0)\n/
