# os_life.c: what is created in place is not marked
s/MARK \| S_IRUSR/S_IRUSR/
s/fchmod\(fd, \(mode_t\)wish->mode \| MARK\)/fchmod(fd, (mode_t)wish->mode)/
