package steps

import "rsc.io/qr"

// modulesOf is a text as a QR code: rows of modules, true is dark, without the
// margin. It is nil for a text that fits into none. The lowest correction keeps it
// small, as the maker's tool does.
func modulesOf(text string) [][]bool {
	code, err := qr.Encode(text, qr.L)
	if err != nil || text == "" {
		return nil
	}
	rows := make([][]bool, code.Size)
	for y := range rows {
		rows[y] = make([]bool, code.Size)
		for x := range rows[y] {
			rows[y][x] = code.Black(x, y)
		}
	}
	return rows
}

// pngOf is the same as a picture, with its margin.
func pngOf(text string) ([]byte, error) {
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		return nil, err
	}
	return code.PNG(), nil
}
