#!/bin/sh
# Cuts Noto Sans (Debian package fonts-noto-core, OFL 1.1) to what a slip may
# say: Latin with the whole of Vietnamese, and the signs of office texts. The
# small faces are what makes a slip quick: fpdf reads them anew for each one.
# Needs pyftsubset (Debian package python3-fonttools). Run it in this folder.
set -eu

from=/usr/share/fonts/truetype/noto
# No combining marks: fpdf would draw one over the wrong letter, and what the font
# lacks is left out of the text. Soft hyphen (U+00AD) is left out likewise.
signs=U+0020-007E,U+00A0-00AC,U+00AE-017F,U+01A0-01A1,U+01AF-01B0,U+1EA0-1EF9
marks=U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+2030,U+2032-2033,U+2039-203A,U+2044,U+20AB-20AC,U+2116,U+2122,U+2212,U+2264-2265

for face in Regular Bold; do
	pyftsubset "$from/NotoSans-$face.ttf" \
		--unicodes="$signs,$marks" \
		--layout-features= --no-hinting --drop-tables+=GSUB,GPOS,GDEF,DSIG \
		--name-IDs=0,1,2,3,4,5,6,13,14 --notdef-outline \
		--output-file="NotoSans-$face.ttf"
done
