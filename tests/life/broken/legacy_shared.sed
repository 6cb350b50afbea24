# os_life.c: what is inherited shares its parent'\''s locks
s/opened = mmf_posix_reopen\(fd, flags\);/opened = ((void)flags, dup(fd));/
