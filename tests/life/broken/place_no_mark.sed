# os_life.c: what is created in place is not marked
s/MARK \| S_IRUSR/S_IRUSR/
s/wish->protection\.mode \| MARK\)/wish->protection.mode)/
