# os_make.c: what is created is not marked
s/ \| \(wish->persist \? 0 : MMF_MARK\);/;/
