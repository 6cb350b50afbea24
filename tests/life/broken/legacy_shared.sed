# os_life.c: what is inherited shares its parent'\''s locks
s/fd = mmf_posix_reopen\(section->handle, O_RDWR\);/fd = dup((int)section->handle);/
