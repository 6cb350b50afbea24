# os_make.c: what is created in place is not marked
s/MMF_MARK \| S_IRUSR/S_IRUSR/
s/wish->protection\.mode \| MMF_MARK\)/wish->protection.mode)/
