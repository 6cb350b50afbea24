# os_life.c: a forked child gives up what is its parent'\''s
s/ \|\| section->holder != getpid\(\)\)\n/)\n/
